import { appendFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { ServiceOperation } from '#contract';
import { advance } from '../workflows/advance.js';
import { workflows } from '../workflows/workflows.js';
import { running } from '../testing/failingHosts.js';
import { calls, hostsOfEachTest, until } from '../testing/hosts.js';
import { liveTreesScript } from '../scripts/liveTrees.js';
import { verifyTargetStep } from './verifyTarget.js';
import type { Step } from '../model/step.js';
import { activateStep } from './activate.js';
import { checkStep } from './check.js';
import { inspectStep } from './inspect.js';
import { revertStep } from './revert.js';
import { serviceStep } from './service.js';
import { serviceRequest } from '../testing/requests.js';

const { host, released } = hostsOfEachTest();

test('a process key is matched as a whole word', () => {
  const { app, context, send, directory } = host();
  directory(app.programLink, 'A');
  spawnSync(app.init, ['start']);
  expect(send(checkStep.instruct(context)).facts.processes).toBe('1');
  const shorter = { ...context, app: { ...app, processKey: app.processKey.slice(0, -1) } };
  expect(send(checkStep.instruct(shorter)).facts.processes).toBe('0');
});

test.each(['', ' ', '\n', 'sh\n'])('a process key of %j finds nothing', (processKey) => {
  const { app, context, send } = host();
  expect(send(checkStep.instruct({ ...context, app: { ...app, processKey } })).facts.processes).toBe('0');
});

test('an application that starts itself anew when it is told to end is not taken for stopped', async () => {
  const { app, context, send, root } = host();
  const key = app.processKey;
  const places = { init: join(root, 'idle'), first: join(root, 'first'), second: join(root, 'second') };
  writeFileSync(places.init, '#!/bin/sh\n', { mode: 0o755 });
  // Neither forks while it runs: between fork and exec a child would count as a second one.
  const wait = `while :; do read -r never <>${root}/never; done\n`;
  writeFileSync(places.first, `trap '/bin/sh ${places.second} "$1" & exit 0' TERM\necho up\n${wait}`);
  writeFileSync(places.second, `trap '' TERM\n${wait}`);
  const child = spawn('/bin/sh', [places.first, key], { stdio: ['ignore', 'pipe', 'ignore'], detached: true });
  onTestFinished(() => void spawnSync('kill', ['-s', 'KILL', '--', `-${child.pid}`]));
  await once(child.stdout, 'data');
  const settings = { ...context.settings, stop: 0.2 };
  const stopped = send(
    serviceStep.instruct({ ...context, settings, app: { ...app, init: places.init }, request: serviceRequest('stop') }),
  );
  // Seen in time it is killed as well; a busy machine decides which.
  const left = send(checkStep.instruct(context)).facts.processes;
  expect(stopped.facts.before).toBe('1');
  expect(stopped.facts.trouble).toBe(left === '0' ? undefined : 'STOP_FAILED');
});

test('service starts, stops and restarts, and does nothing where nothing is to do', () => {
  const { context, send, root } = released();
  const ask = (a: ServiceOperation, requestId: string) =>
    send(serviceStep.instruct({ ...context, requestId, request: serviceRequest(a) })).facts;
  expect(ask('start', 'r1')).toMatchObject({ before: '1', after: '1' });
  expect(ask('stop', 'r2')).toMatchObject({ before: '1', after: '0' });
  expect(ask('stop', 'r3')).toMatchObject({ before: '0', after: '0' });
  expect(ask('restart', 'r4')).toMatchObject({ before: '0', after: '1' });
  expect(calls(root)).toEqual(['start', 'stop', 'start']);
});

test('a restart and a reload whose outcome was lost with the host are not done twice', () => {
  const { context, key, send, root } = released();
  const ask = (a: ServiceOperation, requestId: string) =>
    send(serviceStep.instruct({ ...context, requestId, request: serviceRequest(a) })).facts;
  for (const operation of ['restart', 'reload'] as const) {
    const first = ask(operation, operation);
    const [started, called] = [running(key), calls(root)];
    rmSync(join(context.paths.state, 'outcomes', `${operation}.service`));
    expect(ask(operation, operation)).toMatchObject({ came_up: 'yes', after: first.after });
    expect([running(key), calls(root)]).toEqual([started, called]);
  }
});

test('verifyTarget names the directory that is gone', () => {
  const { context, send } = host();
  const seen = send(verifyTargetStep.instruct({ ...context, target: { program: '/nonexistent/a', config: null } }));
  expect(seen.facts).toMatchObject({ trouble: 'TARGET_GONE', detail_path: '/nonexistent/a' });
});

test('survey lists what is live by digest, with any name, and passes over a program that is known', () => {
  const { app, context, send } = released();
  writeFileSync(join(app.programLink, "it's a\nname"), 'B');
  const { baseappDir } = context.settings;
  const ask = (known: string | null) =>
    send({ do: 'script', script: liveTreesScript(app, { baseappDir, known, measures: true }), deadlineMs: 1000 }).facts;
  const digest = spawnSync('sha256sum', { input: 'A', encoding: 'utf8' }).stdout.slice(0, 64);
  const seen = ask(null);
  expect(seen.program_live).toBe(`${app.programLink}_20260101_000000`);
  expect(seen.program_list).toContain(`${digest}  VERSION\n`);
  expect(seen.program_list).toContain("it's a\\nname");
  expect(seen.config_list).toBe(`${digest}  VERSION\n`);
  expect(ask(seen.program_live!).program_list).toBeUndefined();
});

const health = [
  { type: 'http' as const, url: 'http://127.0.0.1/', headers: {}, body: null, status: null, pattern: null },
];

test.each(['start', 'restart'] as const)(
  'after %s an application with a URL has to stay, and is asked there',
  async (a) => {
    const made = released();
    const init = join(made.root, 'brief-init');
    const brief = `setsid /bin/sh -c 'sleep 0.1; true' ${made.key} </dev/null >/dev/null 2>&1 &`;
    writeFileSync(init, `#!/bin/sh\n[ "$1" != start ] || { ${brief} exit 0; }\nexec ${made.app.init} "$1"\n`, {
      mode: 0o755,
    });
    // It is over with the application: so long it need not be watched.
    const settings = { ...made.context.settings, health: 5, stable: 10 };
    const context = { ...made.context, settings, request: serviceRequest(a), app: { ...made.app, health } };
    if (a === 'start') {
      spawnSync(made.app.init, ['stop']);
      await until(() => running(made.key).length === 0);
    }
    const seen = made.send(serviceStep.instruct({ ...context, app: { ...context.app, init } }));
    expect(seen.facts.trouble).toBe('START_FAILED');
    const again = { ...context, settings: { ...settings, stable: 0.05 }, requestId: 'again' };
    const good = made.send(serviceStep.instruct({ ...again, request: serviceRequest('restart') }));
    const { pipelines } = workflows.service!;
    const history = [{ step: 'service', state: 'done' as const, facts: good.facts, trouble: null }];
    expect(advance(pipelines.visit!, history, context)).toMatchObject({ do: 'step', step: { name: 'probe' } });
  },
);

test('where a log ended before the start is told by what switches, goes back and restarts', () => {
  const { context, send, root, app } = released();
  const file = join(root, "it's a.log");
  writeFileSync(file, 'old\n');
  const { ino } = statSync(file);
  const checks = [file, join(root, 'none')].map((one) => ({ type: 'log' as const, file: one, line: 'up' }));
  const logged = { ...context, app: { ...app, health: checks } };
  const tell = (step: Step, requestId = context.requestId) =>
    send(step.instruct({ ...logged, requestId, request: serviceRequest('restart') })).facts;
  expect(tell(inspectStep)).toMatchObject({ log_end_0: `${ino} 4`, log_end_1: '' });
  expect(tell(activateStep)).toMatchObject({ log_end_0: `${ino} 4`, log_end_1: '' });
  appendFileSync(file, 'up\n');
  expect(tell(revertStep)).toMatchObject({ log_end_0: `${ino} 7`, log_end_1: '' });
  expect(tell(serviceStep, 'again')).toMatchObject({ log_end_0: `${ino} 7`, came_up: 'yes' });
});

test.each(['start', 'stop'] as const)('a %s that had nothing to start asks nothing', (a) => {
  const { context, send, app } = released();
  const known = { ...context, settings: { ...context.settings, health: 5 }, app: { ...app, health } };
  const { facts } = send(serviceStep.instruct({ ...known, request: serviceRequest(a) }));
  const history = [{ step: 'service', state: 'done' as const, facts, trouble: null }];
  expect(advance(workflows.service!.pipelines.visit!, history, known)).toEqual({ do: 'end', outcome: 'done' });
});
