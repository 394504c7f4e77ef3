import { spawn, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmodSync, mkdirSync, readdirSync, realpathSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { doctorFound } from '../findings/doctor.js';
import { driftFound } from '../findings/drift.js';
import { partDirectory } from '../model/paths.js';
import { activateStep } from '../steps/activate.js';
import { checkStep } from '../steps/check.js';
import { confirmStep } from '../steps/confirm.js';
import { discardStep } from '../steps/discard.js';
import { doctorStep } from '../steps/doctor.js';
import { driftStep } from '../steps/drift.js';
import { inspectStep } from '../steps/inspect.js';
import { revertStep } from '../steps/revert.js';
import { runCommandStep } from '../steps/run.js';
import { sealStep } from '../steps/seal.js';
import type { hostDirectory } from '../testing/hostDirectory.js';
import { hostsOfEachTest, until } from '../testing/hosts.js';
import { payloadOf } from '../testing/payload.js';
import { config, fillWith, first, linesOfFiles, liveOn, nextConfig, second } from '../testing/releasePatch.js';
import { runRequest } from '../testing/requests.js';

const { host } = hostsOfEachTest();
type Made = ReturnType<typeof hostDirectory>;
const count = Object.keys(first).length + Object.keys(config).length;

/** A shell that does something before it is one. */
function shellBehind({ root }: Made, lines: string): string {
  const shell = join(root, 'login');
  writeFileSync(shell, `#!/bin/sh\n${lines}\nexec sh "$@"\n`, { mode: 0o755 });
  return shell;
}

test.each(['002', '022', '027', '077'])('under the umask %s others get through each link to what is live', (umask) => {
  const made = host();
  const { app, context, root } = made;
  const as = { shell: shellBehind(made, `umask ${umask}`) };
  const one = { ...context, payload: payloadOf(1, count, linesOfFiles(first), linesOfFiles(config)) };
  const facts = made.send(inspectStep.instruct(one), as).facts;
  fillWith(partDirectory(one.paths.program), first);
  fillWith(partDirectory(one.paths.config!), config);
  expect(made.send(sealStep.instruct({ ...one, facts }), as).facts).toMatchObject({ sealed: 'yes' });
  expect(made.send(activateStep.instruct({ ...one, facts }), as).status).toBe(0);
  const state = join(root, 'www/.rexflow/server1');
  const pairs = readdirSync(join(state, 'pairs')).map((pair) => join(state, 'pairs', pair));
  const way = [join(root, 'www'), join(root, 'www/.rexflow'), state, join(state, 'pairs'), ...pairs];
  for (const place of [...way, app.programLink, app.configLink])
    expect([place, (statSync(place).mode & 0o055).toString(8)]).toEqual([place, '55']);
  expect(pairs).toHaveLength(1);
  const seen = (): Record<string, string> => made.send(doctorStep.instruct(context), as).facts;
  expect(seen().closed_dir).toBeUndefined();
  chmodSync(state, 0o711);
  expect(seen().closed_dir).toBeUndefined();
  chmodSync(state, 0o710);
  expect(seen()).toMatchObject({ closed_dir: state, closed_mode: '710' });
});

const busybox = spawnSync('/bin/sh', ['-c', 'command -v busybox'], { encoding: 'utf8' }).stdout.trim();
const withBusybox = test.skipIf(busybox === '');
const left = busybox === '' ? ' (left out: this machine has no busybox)' : '';

/** What a host of BusyBox finds before all else; its own grep it must not be, which sees no word of a command line but the first. */
function applets({ root }: Made): { programs: string; shell: string } {
  const programs = join(root, 'applets');
  mkdirSync(programs);
  for (const name of spawnSync(busybox, ['--list'], { encoding: 'utf8' }).stdout.trim().split('\n'))
    if (name !== 'grep') symlinkSync(busybox, join(programs, name));
  return { programs, shell: join(programs, 'sh') };
}

withBusybox(`a host of BusyBox takes releases, goes back, and tells what was changed by hand${left}`, async () => {
  const made = host();
  const as = applets(made);
  const { send, app, two, before } = liveOn({ ...made, send: (step) => made.send(step, as) });
  writeFileSync(join(before.program, 'a'), 'by hand');
  expect(driftFound(send(driftStep.instruct(two)).facts).paths).toEqual(['changed program/a']);
  writeFileSync(join(before.program, 'a'), '1');
  const facts = send(inspectStep.instruct(two)).facts;
  // It cannot tell what was touched: the transfer brings it all.
  expect(facts.sealed).toBeUndefined();
  fillWith(partDirectory(two.paths.program), { ...second, b: 'X' });
  fillWith(partDirectory(two.paths.config!), nextConfig);
  expect(send(sealStep.instruct({ ...two, facts })).facts).toMatchObject({ mismatch: 'yes' });
  fillWith(partDirectory(two.paths.program), second);
  expect(send(sealStep.instruct({ ...two, facts })).facts).toMatchObject({ sealed: 'yes', mismatch: 'no' });
  expect(send(activateStep.instruct({ ...two, facts })).facts).toMatchObject({
    program_now: two.paths.program,
    processes: '1',
  });
  expect(send(revertStep.instruct({ ...two, facts })).facts).toMatchObject({
    program_now: before.program,
    processes: '1',
  });
  const watched = { ...two, requestId: 'request-3', facts, confirm: 1 };
  expect(send(activateStep.instruct(watched)).status).toBe(0);
  await until(() => realpathSync(app.programLink) === before.program);
  const confirmed = { ...two, requestId: 'request-4', facts, confirm: 600 };
  expect(send(activateStep.instruct(confirmed)).status).toBe(0);
  expect(send(confirmStep.instruct(confirmed)).status).toBe(0);
  expect(realpathSync(app.programLink)).toBe(two.paths.program);
});

withBusybox(
  `what BusyBox lacks is told by doctor with the command that cures it, and refused before anything is done${left}`,
  () => {
    const made = host();
    const { programs, shell } = applets(made);
    rmSync(join(programs, 'flock'), { force: true });
    writeFileSync(join(programs, 'apk'), '', { mode: 0o755 });
    symlinkSync(busybox, join(programs, 'grep'));
    const alone = { shell, programs, path: programs };
    // Who has no flock is not told to wait for somebody else.
    expect(made.send(inspectStep.instruct({ ...made.context, payload: payloadOf(1, 1) }), alone).facts).toMatchObject({
      trouble: 'HOST_TROUBLE',
      detail_what: 'start flock',
      detail_reason: 'it is not installed',
      detail_app: made.app.appKey,
    });
    const { facts } = made.send(doctorStep.instruct(made.context), alone);
    const { findings } = doctorFound(facts, made.app, {
      ...{ hostKeys: 'known_hosts', authorities: [], owner: '' },
      installation: made.context.installation,
    });
    const byName = new Map(findings.map(({ name, state, advice }) => [name, [state, advice]]));
    const told = ['host.tools', 'host.rsync', 'host.find', 'host.grep'].map((name) => byName.get(name));
    expect(told.map((found) => found?.[0])).toEqual(['failed', 'failed', 'warning', 'failed']);
    const cures = told.map((found) => /doas apk add ([a-z -]+)/.exec(found![1]!)![1]);
    expect(cures).toEqual([expect.stringMatching(/util-linux$/), 'rsync', 'findutils', 'grep']);
    const refused = made.send(inspectStep.instruct({ ...made.context, payload: payloadOf(1, 1) }), { shell, programs });
    const checked = made.send(checkStep.instruct(made.context), { shell, programs });
    for (const { facts } of [refused, checked])
      expect(facts).toMatchObject({
        trouble: 'HOST_TROUBLE',
        detail_reason: expect.stringContaining('install grep'),
      });
  },
);

/** Debian's BusyBox has no flock: this one knows just the words that its documentation has. */
const writtenFlock = `#!/bin/sh
case $* in
  *--help* | *-w*) echo 'Usage: flock [-sxun] FD | { FILE [-c] PROG ARGS }' >&2; exit 1 ;;
esac
exec /usr/bin/flock "$@"
`;

test('a script waits for another one also where flock knows no time to wait', async () => {
  const made = host();
  const { two } = liveOn(made);
  const programs = join(made.root, 'programs');
  mkdirSync(programs);
  writeFileSync(join(programs, 'flock'), writtenFlock, { mode: 0o755 });
  const lock = join(made.root, 'www/.rexflow/server1/lock');
  const holder = spawn('flock', [lock, 'sh', '-c', 'echo held; read -r never'], { stdio: ['pipe', 'pipe', 'inherit'] });
  await new Promise((resolve) => holder.stdout.once('data', resolve));
  const waiting = made.sendAside(discardStep.instruct(two), { programs });
  await new Promise<void>((resolve) =>
    waiting.stdout.on('data', (said: Buffer) => String(said).includes('waiting=') && resolve()),
  );
  holder.stdin.end();
  expect(await waiting.ended).toEqual([0, null]);
});

const mounts = spawnSync('unshare', ['-m', 'true']).status === 0;
test.skipIf(!mounts).each(['ro', 'noexec'])(
  `with /tmp mounted %s a command runs, and its output comes back${mounts ? '' : ' (left out: no right to mount)'}`,
  (how) => {
    const made = host();
    const shell = join(made.root, 'mounted');
    const inside = `mount -t tmpfs -o ${how} tmpfs /tmp && exec env -u TMPDIR sh "$@"`;
    writeFileSync(shell, `#!/bin/sh\nexec unshare -m sh -c '${inside}' sh "$@"\n`, { mode: 0o755 });
    const requestId = randomUUID();
    const context = { ...made.context, requestId, request: runRequest('echo out; exit 3') };
    try {
      const { facts } = made.send(runCommandStep.instruct(context), { shell });
      expect(facts).toMatchObject({ exit_code: '3', stdout: 'out\n' });
    } finally {
      rmSync(`/var/tmp/rexflow-run.${requestId}`, { recursive: true, force: true });
    }
  },
);
