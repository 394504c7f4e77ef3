import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { startEstate, type Answer, type Estate, type Host } from './support/estate.js';
import { settledJob } from './support/job.js';
import { bundles, expectRest, scenesOf, type Scene } from './support/scene.js';
import { treeOf } from './support/seen.js';

const attempts = 3;
/** How often a connection is begun before a host counts as out of reach. */
const connects = 4;
let estate: Estate;
let source: Host;
let before: Scene[];
const mends: (() => unknown)[] = [];

beforeAll(async () => {
  estate = await startEstate({
    apps: [{}, {}],
    uat: { version: '7.0.0' },
    config: { retry: { attempts, backoff: 0.2 } },
  });
  source = estate.uat!;
});
afterAll(async () => {
  await estate?.stop();
});
beforeEach(async () => {
  before = await scenesOf(estate);
});
afterEach(async () => {
  for (const mend of mends.splice(0).reverse()) await mend();
  await expectRest(estate);
});

const begin = async (): Promise<unknown> =>
  (await estate.rex({ action: 'release', k: 'server', senv: 'uat', async: '1' })).at('job');

async function expectTaken(end: Answer): Promise<void> {
  expect(end.at('outcome'), JSON.stringify(end.body)).toBe('done');
  for (const { app } of estate.hosts) expect(treeOf(app.programLink)).toEqual(treeOf(source.app.programLink));
}

async function expectFailed(end: Answer, code: string): Promise<void> {
  const { app } = source;
  expect(end.at('outcome'), JSON.stringify(end.body)).toBe('failed');
  expect(end.at('trouble')).toMatchObject({ code, message: expect.stringContaining(app.host) as string });
  expect(await scenesOf(estate)).toEqual(before);
  expect(bundles(estate)).toEqual([]);
}

/** Takes the place of the source's sshd and hangs up on whoever comes. */
async function takePlace() {
  const { host } = source.app;
  await source.sshd.stop();
  mends.push(() => source.openSshd());
  let calls = 0;
  let askedAgain: () => void;
  const again = new Promise<void>((resolve) => (askedAgain = resolve));
  const server = createServer((socket) => {
    calls += 1;
    if (calls > connects) askedAgain();
    socket.on('error', () => undefined).destroy();
  });
  await new Promise<void>((resolve) => server.listen(source.sshd.port, host, resolve));
  const leave = async (): Promise<void> => {
    if (!server.listening) return;
    server.close();
    await once(server, 'close');
  };
  mends.push(leave);
  return { again, calls: () => calls };
}

/** From now on an rsync of the source cuts the connection it came by: the first time only, or whenever it is begun. */
async function cutFetches(often: 'once' | 'always'): Promise<{ fetches: () => number }> {
  const home = join(estate.dir, `cutting-${often}`);
  const log = join(home, 'fetches');
  mkdirSync(join(home, 'bin'), { recursive: true });
  writeFileSync(
    join(home, 'bin/rsync'),
    `#!/bin/sh
echo fetch >>'${log}'
if [ ${often} = always ] || [ "$(wc -l <'${log}')" -eq 1 ]; then
  process=$$
  until [ "$(cat /proc/$process/comm)" = sshd ] || [ "$(cat /proc/$process/comm)" = sshd-session ]; do
    process=$(sed 's/.*) . \\([0-9]*\\) .*/\\1/' /proc/$process/stat)
  done
  kill -KILL "$process"
  exit 1
fi
PATH=\${PATH#*:}
exec rsync "$@"
`,
    { mode: 0o755 },
  );
  await source.sshd.stop();
  await source.openSshd({ path: `${join(home, 'bin')}:${process.env.PATH!}` });
  mends.push(async () => {
    await source.sshd.stop();
    await source.openSshd();
    rmSync(home, { recursive: true });
  });
  return { fetches: () => (existsSync(log) ? readFileSync(log, 'utf8').split('\n').length - 1 : 0) };
}

test('a source that stays away fails the release once it was asked as often as may be', async () => {
  const there = await takePlace();
  await expectFailed(await settledJob(estate, await begin()), 'UNREACHABLE');
  expect(there.calls()).toBe(attempts * connects);
});

test('a source that hangs up on every fetch fails the release after the same number of tries', async () => {
  const cutting = await cutFetches('always');
  await expectFailed(await settledJob(estate, await begin()), 'CONNECTION_LOST');
  expect(cutting.fetches()).toBe(attempts);
});

test('a source that is away when it is asked and comes back does not fail the release', async () => {
  const there = await takePlace();
  const id = await begin();
  // The first time it was asked has come to nothing by then.
  await there.again;
  for (const mend of mends.splice(0).reverse()) await mend();
  await expectTaken(await settledJob(estate, id));
});

test('a source that is lost while its program is fetched, once, does not fail the release', async () => {
  const cutting = await cutFetches('once');
  await expectTaken(await settledJob(estate, await begin()));
  expect(cutting.fetches()).toBe(2);
});
