import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { absencesOf } from '../findings/absences.js';
import { lyingData } from '../findings/lyingData.js';
import type { StepContext } from '../model/step.js';
import { liveTreesScript } from '../scripts/liveTrees.js';
import { running } from '../testing/failingHosts.js';
import { hostsOfEachTest } from '../testing/hosts.js';
import { payloadOf } from '../testing/payload.js';
import { activateStep } from './activate.js';
import { inspectStep } from './inspect.js';
import { previewStep } from './preview.js';
import { revertStep } from './revert.js';
import { verifyTargetStep } from './verifyTarget.js';

const { host, released } = hostsOfEachTest();
const shared = ['.env', 'public/uploads/'];

/** A release by a plan, on a host whose live release holds what is to outlive releases from now on. */
function adopting(made: ReturnType<typeof released>) {
  const { send, directory } = made;
  const live = made.before.program;
  const app = { ...made.app, shared };
  mkdirSync(join(live, 'public/uploads'), { recursive: true });
  writeFileSync(join(live, 'public/uploads/photo'), 'photo');
  writeFileSync(join(live, '.env'), 'SECRET=1', { mode: 0o640 });
  const root = `${app.programLink}.shared`;
  const stamp = '20261124_000000';
  const [program, config] = [`${app.programLink}_${stamp}`, `${app.configLink}_${stamp}`];
  const asked: StepContext = {
    ...made.context,
    app,
    stamp,
    facts: {},
    requestId: 'r2',
    fence: 2,
    request: { kind: 'release', plan: 'a'.repeat(64) } as never,
    paths: { ...made.context.paths, program, config },
    payload: payloadOf(2, 1, '', ''),
  };
  /** Looked at, brought and sealed: its links lead to what is still to come. */
  const ready = (): StepContext => {
    const { facts } = send(inspectStep.instruct(asked));
    expect(facts).toMatchObject({ adopts: shared.join('\n') });
    for (const path of [program, config]) directory(path, 'C');
    const context = { ...asked, facts };
    const target = { program, config };
    expect(send(verifyTargetStep.instruct({ ...context, target })).facts.target).toBe('ok');
    return context;
  };
  const data = (release: string): string[] =>
    ['public/uploads/photo', '.env'].map((path) => readFileSync(join(release, path), 'utf8'));
  return { app, root, asked, ready, data, program, live };
}

const whole = ['photo', 'SECRET=1'];

test('by a plan the data moves while the application is stopped, with owner and mode, and an undo leaves it to both', () => {
  const made = released();
  const { root, ready, data, program, live } = adopting(made);
  const isRoot = process.getuid!() === 0;
  if (isRoot) chownSync(join(live, 'public/uploads'), 12, 34);
  chmodSync(join(live, 'public/uploads'), 0o2770);
  const before = [join(live, '.env'), join(live, 'public/uploads')].map((path) => statSync(path));
  const context = ready();
  expect(lstatSync(join(live, '.env')).isFile()).toBe(true);
  // Where an init script is called, everything stands as the application is to find it.
  const { facts } = made.send(activateStep.instruct(context));
  expect(facts).toMatchObject({ program_now: program, processes: '1' });
  expect(absencesOf(facts)).toEqual(
    ['.env', 'public/uploads'].map((path) => ({ path: join(live, path), ms: expect.any(Number) as number })),
  );
  const after = [join(root, '.env'), join(root, 'public/uploads')].map((path) => lstatSync(path));
  const of = ({ ino, mode, uid, gid }: (typeof after)[number]) => ({ ino, mode, uid, gid });
  expect(after.map(of)).toEqual(before.map(of));
  for (const release of [live, program]) expect(data(release)).toEqual(whole);
  const undone = made.send(revertStep.instruct(context)).facts;
  expect(undone).toMatchObject({ program_now: live, processes: '1' });
  expect(readlinkSync(join(live, '.env'))).toBe(join(root, '.env'));
  for (const release of [live, program]) expect(data(release)).toEqual(whole);
});

test('what nobody agreed to is refused, and a plan takes what can be moved for no trouble', () => {
  const made = released();
  const { asked, root, live } = adopting(made);
  const without = { ...asked, request: { kind: 'release' } as never };
  expect(made.send(inspectStep.instruct(without)).facts).toMatchObject({
    trouble: 'SHARED_IN_RELEASE',
    detail_path: join(live, '.env'),
    detail_app: made.app.appKey,
  });
  expect(made.send(previewStep.instruct(asked)).facts.trouble).toBeUndefined();
  expect(existsSync(root)).toBe(false);
});

/** Programs that kill the script that calls them for what moves, for the n-th time, before they do their work. */
function killing(root: string, at: number): string {
  const [programs, calls] = [join(root, 'killing'), join(root, 'moving')];
  rmSync(calls, { force: true });
  mkdirSync(programs, { recursive: true });
  const count = `echo "$*" >>${calls}; [ "$(wc -l <${calls})" -ne ${at} ] || { kill -9 $PPID; exit 1; }`;
  const moving = `case "$*" in */pairs/* | */live.rexflow*) ;; *.shared* | *_nolinkbak_* | *".rexflow "*) ${count} ;; esac`;
  for (const name of ['mv', 'ln']) {
    writeFileSync(join(programs, name), `#!/bin/sh\n${moving}\nexec /bin/${name} "$@"\n`, { mode: 0o755 });
  }
  return programs;
}

/** A host that nobody ever released to by links, ready to be: its live paths are plain directories, with data in them. */
function plain(extra = {}) {
  const made = host('separate', extra);
  const { app, directory, context } = made;
  const before = { program: directory(app.programLink, 'A'), config: directory(app.configLink, 'A') };
  spawnSync(app.init, ['start']);
  const adoption = adopting({ ...made, before, context: { ...context, facts: {} } });
  return { ...made, adoption, context: adoption.ready() };
}

test('killed before each rename and each link in turn, the same script goes on, and the data is whole all the while', () => {
  const { root, send, context, adoption, app, key } = plain();
  const aside = `${app.programLink}_nolinkbak_${context.stamp}`;
  let killed = 0;
  for (let at = 1; killed < 20; at = 2) {
    const { status, facts } = send(activateStep.instruct(context), { programs: killing(root, at) });
    if (status === 0) break;
    expect([status, facts.trouble]).toEqual([null, undefined]);
    killed++;
    const places = [app.programLink, aside, adoption.root];
    for (const path of ['.env', 'public/uploads/photo']) {
      expect(places.some((place) => existsSync(join(place, path)))).toBe(true);
    }
  }
  // Two pieces of data, and two directories, each by two of them.
  expect(killed).toBeGreaterThan(7);
  expect([realpathSync(app.programLink), running(key).length]).toEqual([adoption.program, 1]);
  for (const release of [aside, adoption.program]) expect(adoption.data(release)).toEqual(whole);
  expect(send(revertStep.instruct(context)).facts.program_now).toBe(aside);
  expect(adoption.data(app.programLink)).toEqual(whole);
});

test.each([
  ['the data', 2],
  ['the directory', 6],
])('killed between %s and the link in its place, it goes back, and the data is whole', (_, at) => {
  const { root, send, context, adoption, app } = plain({ restarts: false });
  expect(send(activateStep.instruct(context), { programs: killing(root, at) }).status).toBeNull();
  expect(existsSync(at === 2 ? join(app.programLink, '.env') : app.programLink)).toBe(false);
  const { facts } = send(revertStep.instruct({ ...context, fence: 3 }));
  expect([facts.trouble, readFileSync(join(app.programLink, 'VERSION'), 'utf8')]).toEqual([undefined, 'A']);
  expect(absencesOf(facts)).toContainEqual({
    path: at === 2 ? join(app.programLink, '.env') : app.programLink,
    ms: null,
  });
  expect(readFileSync(join(app.configLink, 'VERSION'), 'utf8')).toBe('A');
  expect(adoption.data(app.programLink)).toEqual(whole);
});

test.each([
  ['there is data at both', (root: string) => write(root, 'public/uploads/other')],
  ['there is something at both', (root: string) => write(root, '.env')],
  [
    'it is a file, and public/uploads/ is a directory',
    (_root: string, live: string) => (
      rmSync(join(live, 'public/uploads'), { recursive: true }),
      write(live, 'public/uploads')
    ),
  ],
] as const)('what cannot be moved by a rename is refused by name: %s', (reason, make) => {
  const made = released();
  const { asked, root, live, data } = adopting(made);
  make(root, live);
  const refused = { trouble: 'SHARED_UNMOVABLE', detail_reason: reason };
  expect(made.send(previewStep.instruct(asked)).facts).toMatchObject(refused);
  expect(made.send(inspectStep.instruct(asked)).facts).toMatchObject(refused);
  if (reason.startsWith('there')) expect(data(live)).toEqual(whole);
});
function write(top: string, path: string): void {
  mkdirSync(join(top, path, '..'), { recursive: true });
  writeFileSync(join(top, path), 'x');
}

test('another file system is refused, and no copy is begun', () => {
  const made = released();
  const { asked, root } = adopting(made);
  const programs = join(made.root, 'programs');
  mkdirSync(programs);
  writeFileSync(
    join(programs, 'stat'),
    '#!/bin/sh\n[ "$2" = %d ] || exec /usr/bin/stat "$@"\nprintf "1\\n1\\n2\\n"\n',
    {
      mode: 0o755,
    },
  );
  expect(made.send(previewStep.instruct(asked), { programs }).facts).toMatchObject({
    trouble: 'SHARED_UNMOVABLE',
    detail_reason: 'the two are not on one file system',
  });
  expect(existsSync(root)).toBe(false);
});

test('a host tells what would move: kind, size, entries and where it goes; and what takes long is not measured', () => {
  const made = released();
  const { app, root, live } = adopting(made);
  const told = (measures: boolean) => {
    const script = liveTreesScript(app, { baseappDir: made.context.settings.baseappDir, known: null, measures });
    return lyingData(made.send({ do: 'script', script, deadlineMs: 1000 }).facts, app);
  };
  const places = (path: string) => ({ from: join(live, path), to: join(root, path) });
  expect(told(true)).toMatchObject([
    { path: '.env', kind: 'file', ...places('.env'), entries: 1 },
    { path: 'public/uploads/', kind: 'directory', ...places('public/uploads'), entries: 1 },
  ]);
  expect(told(true).every(({ bytes }) => bytes !== null && bytes >= 4096)).toBe(true);
  expect(told(false).map(({ bytes, entries }) => [bytes, entries])).toEqual([
    [null, null],
    [null, null],
  ]);
});
