import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdirSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { boundCommand, freePort } from '#provision';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { askJson } from './support/described.js';
import { startEstate, until, type Estate } from './support/estate.js';
import { keeper, server, supervisorConfig } from './support/clustered.js';
import { settledJob } from './support/job.js';
import { packed, servePackages, type PackageServer } from './support/packages.js';
import { entriesOf } from './support/seen.js';
import { startTraffic, type Traffic } from './support/traffic.js';

/*
 * Three applications as people have them, from their first release on: one of Node that pm2 keeps, one of files that others read, one that
 * supervisor keeps. Each is released, changed by hand, rolled back and pruned three times, and what it keeps is the same at the end.
 */
vi.setConfig({ testTimeout: 300_000, hookTimeout: 120_000 });

const pm2 = spawnSync('sh', ['-c', 'command -v pm2'], { encoding: 'utf8' }).stdout.trim();
const supervisor = spawnSync('supervisord', ['-v']).error ? '' : 'supervisord';
const lacking = (program: string, name: string): string => (program === '' ? ` (left out: there is no ${name})` : '');

let estate: Estate;
let root: string;
let served: PackageServer;
let daemon: ChildProcess | undefined;
const packages: Record<string, Buffer> = {};
const ports = { shop: 0, queue: 0 };

/** What the packages of each application hold, by the version. */
const contents: Record<string, (version: string) => Record<string, string>> = {
  shop: (version) => ({
    VERSION: `${version}\n`,
    'server.cjs': server,
    'bin/migrate': 'echo "$REXFLOW_STAMP $(cat VERSION)" >>"$LOG"\n',
    'ecosystem.config.cjs': `module.exports = ${JSON.stringify({
      apps: [
        {
          ...{ name: 'shop', script: './server.cjs', args: `${address()} ${ports.shop}`, cwd: `${root}/shop/current` },
          ...{ exec_mode: 'cluster', instances: 2, wait_ready: true, listen_timeout: 60_000, kill_timeout: 30_000 },
        },
      ],
    })};\n`,
  }),
  // What is kept wins over what a package has at its place, and over a link that leads out of it.
  site: (version) => ({
    ...{ 'index.php': `<?= "${version}" ?>\n`, 'css/site.css': version },
    ...{ 'uploads/sample': 'sample', '.env': '-> /etc/passwd' },
  }),
  queue: (version) => ({ VERSION: `${version}\n`, 'server.cjs': server, 'keeper.cjs': keeper }),
};

const address = (): string => estate.hosts[0]!.app.host;

beforeAll(async () => {
  served = await servePackages(packages);
  estate = await startEstate({ apps: [{}], config: { release: { keep: 2, stop: 60, start: 60, health: 60 } } });
  const host = estate.hosts[0]!;
  root = join(host.app.dir, 'more');
  const tools = join(root, 'tools');
  mkdirSync(tools, { recursive: true });
  for (const name of ['shop', 'queue'] as const) ports[name] = await freePort(address());
  const home = join(root, 'pm2');
  if (pm2 !== '') writeFileSync(join(tools, 'pm2'), `#!/bin/sh\nPM2_HOME=${home} exec ${pm2} "$@"\n`, { mode: 0o755 });
  await host.sshd.stop();
  await host.openSshd({ path: `${tools}:${process.env.PATH}`, environment: { PM2_HOME: home } });
  const config = join(root, 'supervisord.conf');
  const command = `${process.execPath} ${root}/queue/current/keeper.cjs ${root}/queue/current ${address()} ${ports.queue}`;
  writeFileSync(config, supervisorConfig(root, 'queue', command));
  if (supervisor !== '') {
    const [program, ...words] = await boundCommand([supervisor, '-c', config]);
    daemon = spawn(program!, words, { stdio: 'ignore' });
    await until('supervisor answering', 60, () =>
      Promise.resolve(spawnSync('supervisorctl', ['-c', config, 'pid'], { stdio: 'ignore' }).status === 0),
    );
  }
  const common = (name: string) => ({
    paths: { program: `${root}/${name}/current` },
    shared: ['.env', 'uploads/'],
    package: {
      top: [
        'VERSION',
        'server.cjs',
        'keeper.cjs',
        'ecosystem.config.cjs',
        'bin',
        'index.php',
        'css',
        'uploads',
        '.env',
      ],
    },
    onDrift: 'overwrite',
    apps: { [`${name}-1`]: { host: 'web-1' } },
  });
  const health = (port: number) => [{ type: 'http', url: `http://${address()}:${port}/`, expect: { body: 'OF=' } }];
  const fleet = {
    version: 1,
    hosts: { 'web-1': { address: address(), login: { user: host.sshd.user, port: host.sshd.port } } },
    groups: {
      shop: {
        ...common('shop'),
        service: { type: 'pm2', name: 'shop', file: 'ecosystem.config.cjs', restart: 'reload' },
        health: health(ports.shop),
        hooks: {
          commands: [
            {
              ...{ name: 'migrate', when: 'before-switch', run: 'once', command: 'sh bin/migrate' },
              environment: { LOG: join(root, 'migrations') },
            },
          ],
        },
      },
      site: { ...common('site'), service: { type: 'none' } },
      queue: {
        ...common('queue'),
        service: { type: 'supervisor', program: 'queue', config, restart: 'reload' },
        health: health(ports.queue),
      },
    },
  };
  const applied = await askJson(estate, 'POST', '/v1/fleet', { documents: [fleet] });
  expect(applied.status, JSON.stringify(applied.body)).toBe(200);
});
afterAll(async () => {
  if (pm2 !== '' && root !== undefined) spawnSync(join(root, 'tools/pm2'), ['kill'], { stdio: 'ignore' });
  if (daemon) {
    const ended = once(daemon, 'exit');
    daemon.kill('SIGTERM');
    await ended;
  }
  await served?.close();
  await estate?.stop();
});

interface Ended {
  outcome: string;
  warnings?: string[];
  apps: { facts: Record<string, unknown>; trouble: unknown }[];
}

async function settled(path: string, body: object): Promise<Ended> {
  const taken = await askJson(estate, 'POST', path, body);
  expect(taken.status, JSON.stringify(taken.body)).toBe(202);
  await settledJob(estate, taken.at('id'));
  return (await askJson(estate, 'GET', `/v1/releases/${String(taken.at('id'))}`)).body as unknown as Ended;
}

/** The request of a release of a version. */
function asked(group: string, version: string) {
  packages[`${group}-${version}.tgz`] = packed(contents[group]!(version));
  return { apps: group, source: { type: 'url', url: `${served.url}/${group}-${version}.tgz`, full: 2 } };
}

const release = async (group: string, version: string): Promise<void> =>
  expect(await settled('/v1/releases', asked(group, version))).toMatchObject({ outcome: 'done' });

const live = (group: string): string => `${root}/${group}/current`;
const kept = (group: string): string => `${live(group)}.shared`;
const releases = (group: string): string[] =>
  readdirSync(`${root}/${group}`).filter((name) => /^current_\d{8}_\d{6}$/.test(name));
const driftOf = async (group: string): Promise<unknown> =>
  (await settled('/v1/actions', { action: 'drift', parameters: { k: group } })).apps[0]!.facts.state;

/** What an application has before anybody released it: data of people, closed to others. */
function fill(dir: string, group: string): void {
  mkdirSync(join(dir, 'uploads/2026'), { recursive: true });
  writeFileSync(join(dir, '.env'), `OF=${group}\n`, { mode: 0o600 });
  writeFileSync(join(dir, 'uploads/2026/photo'), Buffer.alloc(100_000, group), { mode: 0o640 });
  // Only root may give files to somebody else.
  if (process.getuid!() === 0) execFileSync('chown', ['-R', '33:34', join(dir, 'uploads')]);
  execFileSync('chmod', ['2770', join(dir, 'uploads')]);
}

/** Releases, changes by hand, goes back and prunes three times; gives what was asked of it meanwhile. */
async function through(group: string, url: string | null, touched: string, file = 'VERSION'): Promise<Traffic[]> {
  const all: Traffic[] = [];
  let version = 1;
  for (let round = 0; round < 3; round++) {
    await release(group, `${version}.0`);
    const traffic = url === null ? null : startTraffic(url);
    await release(group, `${version + 1}.0`);
    // Who is told by a signal to load what is live does so in its own time.
    if (traffic) await until('the new version', 60, () => Promise.resolve(traffic.answers(`${version + 1}.0`)));
    appendFileSync(realpathSync(join(live(group), touched)), '// by hand\n');
    writeFileSync(join(live(group), 'left-behind'), 'by hand');
    expect(await driftOf(group)).toBe('drifted');
    expect(await settled('/v1/rollbacks', { apps: group })).toMatchObject({ outcome: 'done' });
    expect(await driftOf(group)).toBe('exact');
    if (traffic) {
      const asked = await traffic.stop();
      expect(asked.versions).toEqual([`${version}.0`, `${version + 1}.0`]);
      all.push(asked);
    }
    expect(readFileSync(join(live(group), file), 'utf8')).toContain(`${version}.0`);
    version += 2;
  }
  await release(group, `${version}.0`);
  // What is live, and two that are kept: seven were brought, and one was there before.
  expect(releases(group).length).toBeLessThanOrEqual(3);
  return all;
}

/** Nothing came to nothing but where a connection that was kept was closed, which any client repeats. */
function expectNothingLost(group: string, all: Traffic[]): void {
  const sum = (of: 'fresh' | 'reused' | 'resets'): number => all.reduce((total, one) => total + one[of], 0);
  process.stderr.write(
    `${group} was reloaded ${2 * all.length} times under load: ${sum('fresh')} answers on fresh connections, ${sum('reused')} on reused ones, ${sum('resets')} reused ones reset\n`,
  );
  expect(all.flatMap(({ lost }) => lost)).toEqual([]);
  expect(sum('fresh')).toBeGreaterThan(0);
  expect(sum('reused')).toBeGreaterThan(0);
}

test('files that others read are adopted where they lie, and keep what is theirs', async () => {
  fill(live('site'), 'site');
  writeFileSync(join(live('site'), 'index.php'), 'before\n');
  const before = entriesOf(join(live('site'), 'uploads'));
  const body = asked('site', '0.1');
  const plan = (await askJson(estate, 'POST', '/v1/releases/plan?wait=60', body)).body as { hash: string };
  const moved = await settled('/v1/releases', { ...body, plan: plan.hash });
  expect(moved, JSON.stringify(moved)).toMatchObject({ outcome: 'done' });
  for (const path of ['/current ', '/.env ', '/uploads '])
    expect(moved.warnings).toContainEqual(
      expect.stringMatching(new RegExp(`${path}was missing for at most \\d+ ms, until a link took its place`)),
    );
  expect(entriesOf(join(kept('site'), 'uploads'))).toEqual(before);
  const all = entriesOf(kept('site'));
  await through('site', null, 'index.php', 'css/site.css');
  expect(entriesOf(kept('site'))).toEqual(all);
});

test.skipIf(supervisor === '')(
  `a service of supervisor is reloaded, loses no request, and keeps what is its own${lacking(supervisor, 'supervisord')}`,
  async () => {
    fill(kept('queue'), 'queue');
    const before = entriesOf(kept('queue'));
    const all = await through('queue', `http://${address()}:${ports.queue}/`, 'keeper.cjs');
    expectNothingLost('supervisor', all);
    expect(entriesOf(kept('queue'))).toEqual(before);
  },
);

test.skipIf(pm2 === '')(
  `an application of Node that pm2 keeps is migrated once a release, reloaded, loses no request, and keeps what is its own${lacking(pm2, 'pm2')}`,
  async () => {
    fill(kept('shop'), 'shop');
    const before = entriesOf(kept('shop'));
    rmSync(join(root, 'migrations'), { force: true });
    const all = await through('shop', `http://${address()}:${ports.shop}/`, 'bin/migrate');
    expectNothingLost('pm2', all);
    const migrations = readFileSync(join(root, 'migrations'), 'utf8').trim().split('\n');
    expect(migrations.map((line) => line.split(' ')[1])).toEqual(['1.0', '2.0', '3.0', '4.0', '5.0', '6.0', '7.0']);
    expect(entriesOf(kept('shop'))).toEqual(before);
  },
);
