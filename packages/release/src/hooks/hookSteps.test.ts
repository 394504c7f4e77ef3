import { appendFileSync, existsSync, mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CodedError } from '#contract';
import { appFound } from '../findings/doctor.js';
import type { App } from '../model/app.js';
import type { Hook } from '../model/hook.js';
import { someRequests } from '../testing/requests.js';
import { advance, type StepRecord } from '../workflows/advance.js';
import { workflows } from '../workflows/workflows.js';
import { calls, hostsOfEachTest, until } from '../testing/hosts.js';
import { activateStep } from '../steps/activate.js';
import { doctorStep } from '../steps/doctor.js';
import { afterAllStep, afterStartStep, beforeSwitchStep, onceHooksStep, undoHooksStep } from './hookSteps.js';
import { revertStep } from '../steps/revert.js';

const { released } = hostsOfEachTest();

const hook = (command: string, more: Partial<Hook> = {}): Hook => ({
  name: 'migrate',
  when: 'before-switch',
  run: 'each',
  command,
  seconds: 20,
  onFailure: 'fail',
  ...more,
});

/** A host with a release that is ready, whose app has these hooks. */
function hooked(...hooks: Hook[]) {
  const made = released();
  const app = { ...made.app, hooks };
  return { ...made, app, context: { ...made.context, app, together: [app] } };
}

const gone = (pid: string): boolean =>
  !existsSync(`/proc/${pid.trim()}/cmdline`) || readFileSync(`/proc/${pid.trim()}/cmdline`, 'utf8') === '';

test('it runs in the release that is to be live, and is told of it', () => {
  const { context, send, root } = hooked(
    hook(`pwd >${'"$OUT"'}; env | grep '^REXFLOW_' | grep -v SHELL | sort >>"$OUT"; cat VERSION`, {
      environment: { OUT: '' },
    }),
  );
  const out = join(root, 'out');
  const app = { ...context.app, hooks: [{ ...context.app.hooks[0]!, environment: { OUT: out, WORDS: `a 'b' $c` } }] };
  const { facts } = send(beforeSwitchStep.instruct({ ...context, app }));
  expect(facts).toMatchObject({ hooks_ran: 'yes', hook: 'migrate', hook_said: 'B' });
  const [where, ...told] = readFileSync(out, 'utf8').trim().split('\n');
  expect(where).toBe(context.paths.program);
  expect(told).toEqual([
    `REXFLOW_APP=${app.appKey}`,
    `REXFLOW_CONFIG=${context.paths.config}`,
    `REXFLOW_GROUP=server`,
    'REXFLOW_HOOK=migrate',
    `REXFLOW_HOST=127.0.0.1`,
    `REXFLOW_LINK=${app.programLink}`,
    `REXFLOW_PREVIOUS=${context.facts.program_before}`,
    `REXFLOW_PROGRAM=${context.paths.program}`,
    'REXFLOW_RELEASE=request-1',
    `REXFLOW_SHARED=${app.programLink}.shared`,
    `REXFLOW_STAMP=${context.stamp}`,
  ]);
});

test.each<[string, string, Partial<Hook>, RegExp]>([
  ['ends badly', 'echo before; echo of the fault >&2; exit 3', {}, /^it ended with status 3: before\nof the fault$/],
  ['hangs', 'trap "" TERM; echo $$ >"$PIDS"; sleep 1000', { seconds: 1 }, /^it was ended after 1 s/],
  ['kills its shell', 'kill -9 $$', {}, /^it ended with status 137/],
  ['is not there', './bin/nothing', {}, /^it ended with status 127: .*bin\/nothing/],
  ['has no place', 'true', { directory: 'nowhere' }, /^it ended with status 127: .*nowhere/],
  ['writes without end', 'head -c 3000000 /dev/zero | tr "\\0" x; echo; echo the end; exit 4', {}, /the end$/],
])('one that %s fails the release, or is told where it may fail', (_, command, more, reason) => {
  const { context, send, root } = hooked(hook(command, more), hook('touch "$0.next"; echo next', { name: 'second' }));
  const told = { environment: { PIDS: join(root, 'pids') } };
  const app = { ...context.app, hooks: context.app.hooks.map((one) => ({ ...one, ...told })) };
  const failed = send(beforeSwitchStep.instruct({ ...context, app })).facts;
  expect(failed).toMatchObject({ trouble: 'HOOK_FAILED', detail_hook: 'migrate' });
  expect(failed.detail_reason).toMatch(reason);
  if (existsSync(join(root, 'pids'))) expect(gone(readFileSync(join(root, 'pids'), 'utf8'))).toBe(true);
  // To wait for the end of one that hangs once is enough.
  if (more.seconds === 1) return;
  const warning = { ...app, hooks: app.hooks.map((one) => ({ ...one, onFailure: 'warn' as const })) };
  const again = { ...context, app: warning, requestId: 'request-2' };
  const { facts } = send(beforeSwitchStep.instruct(again));
  expect(facts.trouble).toBeUndefined();
  expect(facts).toMatchObject({ hooks_ran: 'yes', hook: 'second', hook_said: 'next' });
  expect(facts.hooks_warned).toMatch(/^migrate:\d+$/);
});

test('what it leaves running does not hold it up, and does not hold the lock', () => {
  const { context, send, root } = hooked(hook('setsid sleep 300 & echo $! >"$PIDS"', {}));
  const app = { ...context.app, hooks: [{ ...context.app.hooks[0]!, environment: { PIDS: join(root, 'pids') } }] };
  expect(send(beforeSwitchStep.instruct({ ...context, app })).facts.hooks_ran).toBe('yes');
  const pid = readFileSync(join(root, 'pids'), 'utf8').trim();
  expect(gone(pid)).toBe(false);
  expect(send(activateStep.instruct(context)).facts.trouble).toBeUndefined();
  process.kill(Number(pid), 'SIGKILL');
});

test('the same request does not run it twice, and another one does', () => {
  const { context, send, root } = hooked(hook('echo ran >>"$OUT"', { run: 'once' }));
  const app = { ...context.app, hooks: [{ ...context.app.hooks[0]!, environment: { OUT: join(root, 'out') } }] };
  const asked = { ...context, app, together: [app] };
  const runs = (): number => readFileSync(join(root, 'out'), 'utf8').trim().split('\n').length;
  expect(send(onceHooksStep.instruct(asked)).facts.hooks_ran).toBe('yes');
  expect(send(onceHooksStep.instruct(asked)).facts).toMatchObject({ hooks_ran: 'yes', recalled: 'yes' });
  expect(runs()).toBe(1);
  send(onceHooksStep.instruct({ ...asked, requestId: 'request-2', fence: 2 }));
  expect(runs()).toBe(2);
});

test('one whose host went down in the middle is run again on each host, and left to a person where it runs once', () => {
  const { context, send } = hooked(hook('echo ran'));
  appendFileSync(join(context.paths.state, 'journal'), `\n${context.requestId} hook begun migrate\n`);
  const once = { ...context.app, hooks: [hook('echo ran', { run: 'once' })] };
  expect(send(onceHooksStep.instruct({ ...context, app: once, together: [once] })).facts).toMatchObject({
    trouble: 'HOOK_UNCERTAIN',
    detail_hook: 'migrate',
  });
  expect(send(beforeSwitchStep.instruct(context)).facts).toMatchObject({ hooks_ran: 'yes', hook_said: 'ran' });
});

test('a cancel ends it with all it started', async () => {
  const { context, sendAside, endSession, root } = hooked(hook('sleep 1000 & echo $! >"$PIDS"; sleep 1000'));
  const pids = join(root, 'pids');
  const app = { ...context.app, hooks: [{ ...context.app.hooks[0]!, environment: { PIDS: pids } }] };
  const child = sendAside(beforeSwitchStep.instruct({ ...context, app }));
  await until(() => existsSync(pids) && readFileSync(pids, 'utf8').endsWith('\n'));
  endSession(child.pid!);
  await child.ended;
  await until(() => gone(readFileSync(pids, 'utf8')));
});

test('after the switch it runs while nothing runs, and its failure puts the release back', () => {
  const { app, context, send, root, before } = hooked(
    hook('cat VERSION; cat "$CALLS"; exit 1', { name: 'cache', when: 'after-switch' }),
  );
  const hooks = [{ ...app.hooks[0]!, environment: { CALLS: join(root, 'calls') } }];
  const asked = { ...context, app: { ...app, hooks } };
  const { facts } = send(activateStep.instruct(asked));
  expect(facts).toMatchObject({ trouble: 'HOOK_FAILED', detail_hook: 'cache' });
  expect(facts.detail_reason).toBe('it ended with status 1: Bstart\nstop');
  send(revertStep.instruct(asked));
  expect(realpathSync(app.programLink)).toBe(before.program);
  expect(calls(root)).toEqual(['start', 'stop', 'start']);
});

test('once and each, in the order of the names, each in the place of its time', () => {
  const { app, context, send } = hooked(
    hook('pwd', { name: 'warm', when: 'after-start' }),
    hook('true', { name: 'b', when: 'after-all' }),
    hook('exit 9', { name: 'c', when: 'after-all', run: 'once' }),
    hook('exit 8', { name: 'down', run: 'once', onUndo: 'cat VERSION' }),
  );
  expect(send(activateStep.instruct(context)).facts.trouble).toBeUndefined();
  expect(send(afterStartStep.instruct(context)).facts.hook_said).toBe(app.programLink);
  expect(send(afterAllStep.instruct(context)).facts).toMatchObject({ hooks_ran: 'yes', hooks_warned: 'c:9' });
  expect(send(undoHooksStep.instruct(context)).facts).toMatchObject({ hook: 'down.undo', hook_said: 'B' });
  const other = { ...app, appKey: 'server0' };
  expect(afterAllStep.applies?.({ ...context, together: [other, app] })).toBe(true);
  expect(undoHooksStep.applies?.({ ...context, together: [other, app] })).toBe(false);
  writeFileSync(join(context.paths.state, 'hook.out'), '');
});

test('doctor tells of a user that a hook cannot run as', () => {
  const { context, send, root } = hooked(hook('true', { user: 'nobody-of-this-host' }));
  const known = { hostKeys: 'known_hosts', authorities: [], owner: '', installation: context.installation } as const;
  const found = (app: App) =>
    appFound(
      send(doctorStep.instruct({ ...context, app }), { programs: join(root, 'programs') }).facts,
      app,
      known,
    ).find(({ name }) => name === 'app.hooks');
  const asUser = (user: string, more: Partial<App> = {}): App => ({
    ...context.app,
    ...more,
    hooks: [{ ...context.app.hooks[0]!, user }],
  });
  expect(found(context.app)).toMatchObject({ state: 'failed', message: expect.stringContaining('no user') });
  expect(found(asUser(userInfo().username))).toMatchObject({ state: 'ok' });
  expect(found({ ...context.app, hooks: [] })).toBeUndefined();
  // The login is another one than root here, whoever runs this.
  mkdirSync(join(root, 'programs'));
  const put = (name: string, body: string) =>
    writeFileSync(join(root, 'programs', name), `#!/bin/sh\n${body}\n`, { mode: 0o755 });
  put('id', 'case $* in -u) echo 4711 ;; -un) echo deploy ;; *) exec /usr/bin/id "$@" ;; esac');
  expect(found(asUser('nobody'))).toMatchObject({ message: expect.stringContaining('no way to become') });
  const login = { address: '127.0.0.1', become: 'sudo' } as const;
  put('sudo', 'exit 1');
  expect(found(asUser('nobody', { login }))).toMatchObject({
    advice: expect.stringContaining('ALL=(nobody) NOPASSWD'),
  });
  put('sudo', 'test "$1 $2 $3" = "-n -u nobody" && shift 3 && exec "$@"');
  expect(found(asUser('nobody', { login }))).toMatchObject({ state: 'ok' });
});

test('a host goes back after a hook that cannot be undone only where it was not switched', () => {
  const migrate = hook('true', { run: 'once', reversible: false });
  const after = (prepare: (made: ReturnType<typeof hooked>) => void) => {
    const made = hooked(migrate, hook('exit 1', { name: 'cache', when: 'after-switch' }));
    prepare(made);
    const context = { ...made.context, request: someRequests.release! };
    const { facts } = made.send(activateStep.instruct(context));
    const trouble = new CodedError('HOOK_FAILED', {}).report();
    const history: StepRecord[] = [{ step: 'activate', state: 'failed', facts, trouble }];
    const next = advance(workflows.release!.pipelines.activate!, history, context);
    return [facts.trouble, next.do === 'step' ? next.step.name : next.do];
  };
  expect(after(() => undefined)).toEqual(['HOOK_FAILED', 'look']);
  expect(after(({ context }) => rmSync(context.paths.program, { recursive: true }))).toEqual(['TARGET_GONE', 'revert']);
});
