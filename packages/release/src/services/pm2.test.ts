import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { sightingsFound } from '../findings/sighting.js';
import { sightScript } from '../scripts/sight.js';
import { serviceStep } from '../steps/service.js';
import { running } from '../testing/failingHosts.js';
import { hostsOfEachTest, until } from '../testing/hosts.js';
import { serviceRequest } from '../testing/requests.js';
import { type ServiceHost, testServiceType } from './testing/battery.js';
import { managedBench, managedProgram, withPrograms } from './testing/managedApp.js';

const { host } = hostsOfEachTest();
const pm2 = spawnSync('sh', ['-c', 'command -v pm2'], { encoding: 'utf8' }).stdout.trim();
const homes: string[] = [];
afterEach(() => {
  vi.unstubAllEnvs();
  for (const home of homes.splice(0)) {
    spawnSync('pm2', ['kill'], { env: { ...process.env, PM2_HOME: home }, stdio: 'ignore' });
    rmSync(home, { recursive: true, force: true });
  }
});

/** A host with a pm2 of its own, found by its home, that knows of nothing yet. */
function kept(): ServiceHost {
  const home = mkdtempSync(join(tmpdir(), 'rexflow-pm2-'));
  homes.push(home);
  // As its user's environment has it: the scripts look for the daemon there.
  vi.stubEnv('PM2_HOME', home);
  const made = host();
  const { root } = made;
  const [interpreter, script, ...args] = managedProgram(made);
  const ecosystem = join(root, 'ecosystem.config.cjs');
  const app = { name: 'app', script, interpreter, args, cwd: root, kill_timeout: 60_000 };
  const other = { name: 'app2', script: '/bin/cat', interpreter: 'none' };
  writeFileSync(ecosystem, `module.exports = ${JSON.stringify({ apps: [app, other] })};\n`);
  const programs = join(root, 'bin');
  mkdirSync(programs);
  writeFileSync(join(programs, 'pm2'), `#!/bin/sh\nPM2_HOME=${home} exec ${pm2} "$@"\n`, { mode: 0o755 });
  mkdirSync(join(made.app.programLink, '..'), { recursive: true });
  made.liveAt(made.app.programLink, made.directory(`${made.app.programLink}_20260101_000000`, 'A'));
  return withPrograms(made, programs, { service: { type: 'pm2', name: 'app', file: ecosystem } });
}

testServiceType('pm2', {
  lacking: pm2 === '' ? 'there is no pm2' : null,
  host: kept,
  neighbour: ({ root }) => {
    const asked = (...words: string[]) => spawnSync(join(root, 'bin/pm2'), words, { encoding: 'utf8' }).stdout;
    asked('start', join(root, 'ecosystem.config.cjs'), '--only', 'app2');
    return () => asked('pid', 'app2').trim();
  },
  ...managedBench((app) => ({ ...app, service: { type: 'pm2', name: 'absent', file: '' } })),
});

test.skipIf(pm2 === '')('pm2: a start and a restart take the variables as they are then', () => {
  const { app, context, key, send } = kept();
  const environment = (): string[] => readFileSync(`/proc/${running(key)[0]}/environ`, 'utf8').split('\0');
  for (const [operation, value] of [
    ['start', 'one'],
    ['restart', "two 'words'"],
  ] as const) {
    const variables = { SAID: value, DB: { secret: 'db' } };
    const settings = { ...context.settings, start: 60 };
    const asked = {
      ...context,
      settings,
      app: { ...app, variables },
      requestId: operation,
      request: serviceRequest(operation),
    };
    expect(send(serviceStep.instruct(asked)).facts).toMatchObject({ after: '1' });
    expect(environment()).toEqual(expect.arrayContaining([`SAID=${value}`, 'DB=secret of db']));
  }
});

test.skipIf(pm2 === '')('pm2: a look tells how often a process that ended was started again', async () => {
  const { app, context, key, send } = kept();
  const settings = { ...context.settings, start: 60 };
  send(serviceStep.instruct({ ...context, settings, requestId: 'r1', request: serviceRequest('start') }));
  const see = () => {
    const { facts } = send({ do: 'script', script: sightScript([app]), deadlineMs: 20_000 });
    const lines = Object.entries(facts).map(([name, value]) => `${name}=${value}\n`);
    return sightingsFound([app], `app=0\n${lines.join('')}`)[0]!.service.restarts;
  };
  expect(see()).toBe(0);
  const [pid] = running(key);
  process.kill(Number(pid), 'SIGKILL');
  await until(() => running(key).some((one) => one !== pid));
  expect(see()).toBe(1);
});
