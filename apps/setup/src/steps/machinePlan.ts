import { setupText } from '../language/setupText.js';
import type { SetupAction, SetupStep } from '../plan/action.js';
import { entryOf } from '../plan/owner.js';
import { runCommand } from '../plan/runCommand.js';
import { administratorStep } from './administrator.js';
import { configStep, keyStep } from './common.js';
import { givenMysql, givenRedis } from './givenServers.js';
import { localMysql, localRedis, packagesStep } from './localServers.js';
import { machinePrivateServers } from './machinePrivateServers.js';
import { programsStep } from './privateServers.js';
import { readable, readableByWorkers, service, writable, type Places } from './places.js';
import type { PlanInput } from './planInput.js';
import { proxyStep } from './proxy.js';
import { backupStep } from './backupTimer.js';
import { startStep } from './start.js';
import { tlsStep } from './tls.js';
import { runsSystemd, unitsStep } from './units.js';

function userStep(places: Places): SetupStep {
  const { user, keys } = service;
  const home = places.state;
  const shell = '/usr/sbin/nologin';
  const useradd = ['useradd', '--system', '--user-group', '--home-dir', home, '--shell', shell, user];
  const unless = (what: 'passwd' | 'group', name: string, words: string[]): SetupAction => ({
    kind: 'task',
    shown: words.join(' '),
    run: async () => {
      if ((await entryOf(what, name)) === null) await runCommand(words);
    },
  });
  return {
    id: 'user',
    title: setupText('step.user', { user, keys }),
    makes: [
      { kind: 'group', name: keys, data: true },
      { kind: 'user', name: user, data: true },
    ],
    actions: [unless('passwd', user, useradd), unless('group', keys, ['groupadd', '--system', keys])],
    done: async () => (await entryOf('passwd', user)) !== null && (await entryOf('group', keys)) !== null,
  };
}

function directoriesStep(places: Places): SetupStep {
  return {
    id: 'directories',
    title: setupText('step.directories', { dir: places.etc }),
    makes: [
      { kind: 'directory', name: places.keys, data: true },
      { kind: 'directory', name: places.tls, data: true },
      { kind: 'tree', name: places.state, data: true },
    ],
    actions: [
      { kind: 'directory', path: places.etc, mode: 0o750, owner: readable(places) },
      { kind: 'directory', path: places.keys, mode: 0o750, owner: readableByWorkers(places) },
      { kind: 'directory', path: places.tls, mode: 0o750, owner: readable(places) },
      { kind: 'directory', path: places.state, mode: 0o750, owner: writable(places) },
    ],
  };
}

/** The installation of a machine, by root: units, a user of its own, the machine's servers or given ones. */
export function machinePlan(input: PlanInput): SetupStep[] {
  const { places, choices, takeOver } = input;
  const { redis, mysql } = choices;
  return [
    // Private servers need the programs, and none of them as a service of the machine.
    input.privateServers === null ? packagesStep(choices, input.log) : programsStep(places, choices, input.log),
    userStep(places),
    directoriesStep(places),
    ...(redis === 'given' ? [givenRedis(places, input.redisUrl)] : []),
    ...(redis === 'local' ? [localRedis(places, choices)] : []),
    ...(mysql === 'given' ? [givenMysql(places, choices, input.mysqlPassword, takeOver)] : []),
    ...(mysql === 'local' ? [localMysql(places, choices, takeOver, input.known('mysql'))] : []),
    ...(input.privateServers === null ? [] : [machinePrivateServers(places, choices, input.privateServers)]),
    keyStep(places),
    configStep(places, choices, input.known('config')),
    ...(input.tlsName === null ? [] : [proxyStep(places, choices, input.tlsName)]),
    unitsStep(places),
    ...(input.tls === null ? [] : [tlsStep(places, choices, input.tls, input.log)]),
    administratorStep(places, choices.administrator, {
      wasBegun: () => input.wasBegun('administrator'),
      show: input.show,
      note: input.log,
    }),
    ...(runsSystemd(places) ? [startStep(places, choices, input.outdated, input.log)] : []),
    ...(input.backup === null ? [] : [backupStep(places, input.backup, input)]),
  ];
}
