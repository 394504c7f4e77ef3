import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { directoriesByMaker } from '../history/history.js';
import { removalFound, removeFound } from '../findings/removal.js';
import type { StepContext } from '../model/step.js';
import { running } from '../testing/failingHosts.js';
import { calls, hostsOfEachTest, until } from '../testing/hosts.js';
import { activateStep } from './activate.js';
import { removalStep, removeStep } from './removal.js';

const { host, released } = hostsOfEachTest();

/** A host that rexflow released B to, where A had been put by hand, with what a removal of it is told of that. */
function removable() {
  const made = released();
  const { context, before, send } = made;
  send(activateStep.instruct(context));
  const { program, config } = context.paths;
  const ours = [program, config!];
  const others = [before.program, before.config];
  const asked: StepContext = { ...context, requestId: 'removal', made: { ours, others } };
  const look = () => removalFound(send(removalStep.instruct(asked)).facts);
  const remove = (plan: string, fence = 2, removing: StepContext = asked) =>
    removeStep.instruct({
      ...removing,
      fence,
      request: { kind: 'remove', targets: { names: ['server1'] }, plan, whenBusy: 'refuse' },
    });
  return { ...made, asked, look, remove };
}

test('what rexflow made goes, with links and state, and what others made stays', () => {
  const { app, before, context, key, look, remove, root, send } = removable();
  const stray = `${app.programLink}_20250101_000000.part`;
  mkdirSync(stray);
  const found = look();
  expect(found).toMatchObject({
    goes: [
      { kind: 'directory', path: context.paths.program },
      { kind: 'directory', path: context.paths.config },
      { kind: 'directory', path: stray },
      { kind: 'link', path: app.programLink },
      { kind: 'link', path: app.configLink },
    ],
    stays: [
      { kind: 'directory', path: before.program },
      { kind: 'directory', path: before.config },
    ],
    state: context.paths.state,
    processes: 1,
    stops: true,
  });
  const { status, facts } = send(remove(found.plan));
  expect({ status, ...removeFound(facts) }).toEqual({ status: 0, gone: found.goes, stopped: true });
  expect(running(key)).toEqual([]);
  expect(calls(root).at(-1)).toBe('stop');
  expect(readdirSync(join(root, 'www')).sort()).toEqual(
    [before.config, before.program].map((path) => path.slice(path.lastIndexOf('/') + 1)).sort(),
  );
  // Once more finds nothing, and does nothing.
  expect(send(remove(found.plan, 3))).toMatchObject({ status: 0, facts: { removed: 'yes' } });
  expect(look()).toMatchObject({ goes: [], state: null });
});

test('anything else than what was shown is refused, and nothing is changed', () => {
  const { app, context, key, look, remove, send } = removable();
  const { plan } = look();
  mkdirSync(`${app.programLink}_20250101_000000.part`);
  expect(send(remove(plan)).facts.trouble).toBe('REMOVAL_CHANGED');
  expect(realpathSync(app.programLink)).toBe(realpathSync(context.paths.program));
  expect(running(key)).toHaveLength(1);
  expect(send(remove(plan, 0)).facts.trouble).toBe('FENCE_OLD');
});

test('where what is live was made by others, it goes on running, by links of its own', () => {
  const { app, before, context, key, send, asked, look, remove } = removable();
  // As after a rollback to it.
  send(
    activateStep.instruct({
      ...context,
      requestId: 'request-2',
      fence: 2,
      facts: { ...context.facts, program_before: context.paths.program, config_before: context.paths.config! },
      target: before,
      request: {
        kind: 'rollback',
        targets: { names: ['server1'] },
        to: { kind: 'previous' },
        strategy: {},
        whenBusy: 'refuse',
      },
    }),
  );
  expect(realpathSync(app.programLink)).toBe(realpathSync(before.program));
  const pid = running(key);
  const found = look();
  expect(found.goes.slice(-2)).toEqual([
    { kind: 'relink', path: app.programLink },
    { kind: 'relink', path: app.configLink },
  ]);
  expect(found.stops).toBe(false);
  expect(send(remove(found.plan, 3, asked)).status).toBe(0);
  expect(running(key)).toEqual(pid);
  expect(readlinkSync(app.programLink)).toBe(realpathSync(before.program));
  expect(existsSync(context.paths.program)).toBe(false);
});

test('of what is away, as a disk may be, the links go, and what ran from it is stopped', () => {
  const { app, context, key, look, remove, root, send } = removable();
  for (const away of [context.paths.program, context.paths.config!]) renameSync(away, join(root, basename(away)));
  const found = look();
  expect(found).toMatchObject({
    goes: [app.programLink, app.configLink].map((path) => ({ kind: 'link', path })),
    stops: true,
  });
  expect(send(remove(found.plan)).status).toBe(0);
  expect(running(key)).toEqual([]);
});

test('a directory is believed only by its name and its kind, and by where it really lies', () => {
  const { asked, app, context, root, send } = removable();
  const elsewhere = join(root, 'data');
  renameSync(context.paths.program, `${elsewhere}_20260101_000001`);
  symlinkSync(`${elsewhere}_20260101_000001`, context.paths.program);
  mkdirSync(join(root, 'home'));
  const wrong = [join(root, 'home'), '/', `${root}/www/../www/html_20260101_000000`, context.paths.program];
  const facts = send(removalStep.instruct({ ...asked, made: { ours: wrong, others: [] } })).facts;
  expect(removalFound(facts).goes.filter(({ kind }) => kind === 'directory')).toEqual([]);
  expect(removalFound(facts).stops).toBe(false);
  // Known by a path that leads through a link.
  symlinkSync(root, join(root, 'also'));
  const known = { ours: [join(root, 'also', 'data_20260101_000001')], others: [] };
  expect(removalFound(send(removalStep.instruct({ ...asked, made: known })).facts)).toMatchObject({ stops: true });
  expect(existsSync(app.programLink)).toBe(true);
});

/** Programs of which the `nth` call does its work and then hangs, once; it is noted in the file `here`. */
function hangingAfter(root: string, program: string, nth: number, here: string): string {
  const programs = join(root, 'programs');
  mkdirSync(programs);
  const hangs = `echo >>${root}/count; [ $(wc -l <${root}/count) -ne ${nth} ] || { echo >${here}; read -r never <>${root}/never; }`;
  writeFileSync(
    join(programs, program),
    `#!/bin/sh\nPATH=${process.env.PATH} ${program} "$@"; was=$?\n${hangs}\nexit $was\n`,
    { mode: 0o755 },
  );
  return programs;
}

test.each([
  ['stop', 0],
  ...[1, 2, 3, 4, 5].map((nth): [string, number] => ['rm', nth]),
  ['mv', 1],
  ['mv', 2],
  ['flock', 1],
] satisfies [string, number][])('cut off at %s %i it is gone on with, and ends all the same', async (at, nth) => {
  const { app, context, key, look, remove, root, send, sendAside, killSession } = removable();
  const { plan } = look();
  const here = join(root, 'here');
  if (at === 'stop') {
    const hangs = `[ -e ${here} ] || { echo >${here}; read -r never <>${root}/never; }`;
    writeFileSync(app.init, `#!/bin/sh\n${hangs}\nkill "$(cat ${root}/pid)"\n`);
  }
  const programs = at === 'stop' ? '' : hangingAfter(root, at, nth, here);
  const child = sendAside(remove(plan), { programs });
  await until(() => existsSync(here));
  await killSession(child.pid!);
  await child.ended;
  const { status, facts } = send(remove(plan, 3));
  expect(facts.trouble).toBeUndefined();
  expect(status).toBe(0);
  expect(running(key)).toEqual([]);
  const places = [app.programLink, app.configLink, context.paths.program, context.paths.config!];
  expect(places.filter((path) => existsSync(path))).toEqual([]);
  expect(existsSync(join(root, 'www/.rexflow'))).toBe(false);
});

test('who waits for the lock of one that takes all away finds all gone, and says so', async () => {
  const { app, look, remove, root, sendAside } = removable();
  const { plan } = look();
  const [here, on] = [join(root, 'here'), join(root, 'go-on')];
  spawnSync('mkfifo', [on]);
  writeFileSync(app.init, `#!/bin/sh\necho >${here}\nread -r now <${on}\nkill "$(cat ${root}/pid)"\n`);
  const first = sendAside(remove(plan));
  await until(() => existsSync(here));
  const second = sendAside(remove(plan, 3));
  let told = '';
  second.stdout!.on('data', (chunk: Buffer) => (told += chunk.toString()));
  await until(() => told.includes('waiting='));
  writeFileSync(on, '\n');
  expect(await first.ended).toEqual([0, null]);
  expect(await second.ended).toEqual([0, null]);
  await until(() => told.includes('removed=yes'));
  expect(existsSync(join(root, 'www/.rexflow'))).toBe(false);
});

test('of an app whose configuration lies in its program, what was moved aside goes, too', () => {
  const { app, context, directory, liveAt, root, send } = host('nested');
  const aside = join(root, 'backup/html/20260101_000000/html_20260101_000000');
  const { program } = context.paths;
  const others = `${program.slice(0, -1)}1.part`;
  [program, aside, `${program}.part`, others].forEach((path) => directory(path, 'A'));
  liveAt(app.programLink, program);
  const asked = { ...context, made: { ours: [program, aside], others: [] } };
  const found = removalFound(send(removalStep.instruct(asked)).facts);
  expect(found.goes.map(({ path }) => path)).toEqual([program, `${program}.part`, aside, app.programLink]);
  const request = { kind: 'remove', targets: { names: ['server1'] }, plan: found.plan, whenBusy: 'refuse' } as const;
  expect(send(removeStep.instruct({ ...asked, fence: 2, request })).status).toBe(0);
  expect(found.goes.filter(({ path }) => existsSync(path))).toEqual([]);
  // Its name is as good as that of a neighbour in the same directory.
  expect(existsSync(others)).toBe(true);
});

test('records tell whose a directory is, also where it was moved aside', () => {
  const past = (before: string | null, after: string, more: object = {}) => ({
    ...{ randomStr: after, requestId: after, programBefore: before, configBefore: null, programRealBefore: null },
    ...{ programAfter: after, configAfter: null, startedAt: null, endedAt: null, isRollback: false, rollStatus: 0 },
    ...{ good: true, bad: false, ...more },
  });
  const history = [
    past('/plain', '/b/html_A', { programBefore: '/aside/plain', programRealBefore: '/plain' }),
    past('/aside/html_A', '/b/html_B', { programRealBefore: '/b/html_A' }),
    past('/b/html_B', '/theirs', { requestId: null }),
    past('/b/html_B', '/aside/plain', { isRollback: true }),
    // Nobody knows what became live.
    past('/theirs_20180101_000000', '/', { programAfter: null }),
  ];
  const others = ['/aside/plain', '/theirs', '/theirs_20180101_000000'];
  expect(directoriesByMaker(history, ['/b/html_X'])).toEqual({
    ours: ['/b/html_A', '/b/html_B', '/aside/html_A', '/b/html_X'],
    ...{ others, elsewhere: [] },
  });
  // Of a host that it has left, what was made on others is neither.
  expect(directoriesByMaker(history, [], new Set(['/b/html_A']))).toEqual({
    ours: ['/b/html_A', '/aside/html_A'],
    ...{ others, elsewhere: ['/b/html_B'] },
  });
});
