import { join } from 'node:path';
import { setupText } from '../language/setupText.js';
import type { SetupStep } from '../plan/action.js';
import { configStep, keyStep } from './common.js';
import { givenMysql, givenRedis } from './givenServers.js';
import { administratorStep } from './administrator.js';
import { rexflowFile, type Places } from './places.js';
import { firstStart, programsStep } from './privateServers.js';
import type { PlanInput } from './planInput.js';
import { tlsStep } from './tls.js';

/** A word of a script. */
const quoted = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;

function startScript(places: Places): SetupStep {
  const path = join(places.prefix!, 'bin/rexflow-start');
  const command = [process.execPath, rexflowFile, 'start', '--prefix', places.prefix!].map(quoted).join(' ');
  return {
    id: 'start',
    title: setupText('step.startScript', { path }),
    makes: [
      { kind: 'directory', name: join(places.prefix!, 'bin'), data: false },
      { kind: 'file', name: path, data: false },
    ],
    actions: [
      {
        ...{ kind: 'file', path, mode: 0o755, owner: null },
        text: () => `#!/bin/sh\n# ${setupText('file.start')}\nexec ${command} "$@"\n`,
      },
    ],
  };
}

/** The installation of an ordinary user, below a directory. */
export function prefixPlan(input: PlanInput): SetupStep[] {
  const { places, choices, servers, privateServers, log } = input;
  const directories = [places.prefix!, places.secrets, places.keys, places.tls, places.state];
  return [
    {
      id: 'directories',
      title: setupText('step.directories', { dir: places.prefix! }),
      makes: directories.map((name, index) => ({ kind: index === 4 ? 'tree' : 'directory', name, data: true })),
      actions: directories.map((path) => ({ kind: 'directory', path, mode: 0o700, owner: null })),
    },
    programsStep(places, choices, log),
    keyStep(places),
    ...(choices.redis === 'given' ? [givenRedis(places, input.redisUrl)] : []),
    ...(choices.mysql === 'given' ? [givenMysql(places, choices, input.mysqlPassword, input.takeOver)] : []),
    ...(privateServers === null ? [] : [firstStart(places, choices, privateServers, servers)]),
    configStep(places, choices, input.known('config')),
    ...(input.tls === null ? [] : [tlsStep(places, choices, input.tls, input.log)]),
    startScript(places),
    administratorOf(input),
  ];
}

/** The first administrator, with the private servers running. */
function administratorOf({ places, choices, servers, wasBegun, show, log }: PlanInput): SetupStep {
  const step = administratorStep(places, choices.administrator, {
    wasBegun: () => wasBegun('administrator'),
    show,
    note: log,
  });
  const [task] = step.actions;
  if (task?.kind !== 'task') return step;
  const run = async (): Promise<void> => {
    await servers.run();
    await task.run();
  };
  return { ...step, actions: [{ ...task, run }] };
}
