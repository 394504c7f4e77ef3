import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createConnection, type Connection } from 'mysql2/promise';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ownBuild, spellBuild } from '#config';
import { answers, endProcess, findServers, freePort, launch, startMariadb } from '#provision';
import { commandsOf } from './support/chapter.js';
import { makeHost, type Host } from './support/hosts.js';
import { asService, chownToService, createPrefix, type Prefix } from './support/prefix.js';
import { root } from './support/root.js';
import { until } from './support/until.js';

/*
 * The manual, "Installation with systemd", line by line into an empty prefix, and a release from there: by a user who owns
 * nothing but its state directory, with the rights in MySQL that the chapter gives it, by the words of the unit files.
 */
const stops: (() => Promise<unknown>)[] = [];
let prefix: Prefix;
let host: Host;
let port: number;
let password: string;
let sql: Connection;
/** What the units started last. */
const running = new Map<string, ChildProcess>();

const units = ['rexflow-gateway.service', 'rexflow-worker.service'];

/** Everything below a directory, with its time: equal when nothing was written there. */
function picture(dir: string): string[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => `${path} ${lstatSync(path).mtimeMs}`)
    .sort();
}

async function startRedis(at: number): Promise<void> {
  const file = prefix.at('etc/redis/redis.conf');
  const secret = /^requirepass (.*)$/m.exec(readFileSync(file, 'utf8'))![1]!;
  const dir = prefix.at('var/lib/redis');
  mkdirSync(dir);
  const { found } = await findServers();
  const words = [found['redis-server']!, file, '--port', String(at), '--bind', '127.0.0.1', '--dir', dir];
  const call = { host: '127.0.0.1', port: at, say: `AUTH ${secret}\r\nPING\r\n`, hear: /\+PONG/ };
  const running = await launch({ name: 'redis', dir, words, ready: () => answers(call) });
  stops.push(() => running.stop());
}

/** Starts what a unit starts, and as it does. */
function startUnit(name: string): ChildProcess {
  const { words, cwd, env } = prefix.unit(name);
  const child = spawn(words[0]!, words.slice(1), { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.once('exit', () => writeFileSync(prefix.at(`${name}.log`), said));
  stops.push(async () => {
    if (child.exitCode === null && child.signalCode === null) await endProcess(child.pid!, 20_000);
  });
  running.set(name, child);
  return child;
}

/** Carries out a line as the service user; throws with what it said. */
async function command(line: string): Promise<string> {
  const home = prefix.at('var/lib/rexflow');
  const env = { ...process.env, HOME: home, PATH: `${prefix.at('usr/local/bin')}:${process.env.PATH}` };
  const [program, ...words] = asService(['bash', '-euo', 'pipefail', '-c', line]);
  const run = promisify(execFile)(program!, words, { env, cwd: home });
  return (
    await run.catch(({ stdout, stderr }: { stdout: string; stderr: string }) => {
      throw new Error(`${line}\n${stdout}${stderr}`);
    })
  ).stdout;
}

beforeAll(async () => {
  prefix = createPrefix();
  stops.push(() => prefix.remove());
  await prefix.pack();
  const mariadb = await startMariadb({
    dir: prefix.at('var/lib/mysql'),
    template: join(root, '.rexflow/template-mariadb'),
    databases: [],
  });
  stops.push(() => mariadb.stop());
  const { host: address, port: mysqlPort, user } = mariadb;
  // May do everything, and has the name that the chapter gives to one who may not: it stays connected.
  sql = await createConnection({
    ...{ host: address, port: mysqlPort, user, password: mariadb.password, multipleStatements: true },
  });
  stops.push(() => sql.end());
  prefix.stand('mariadb', `cat > ${prefix.at('statements.sql')}`);
  const [redisPort, sshPort] = [await freePort(), await freePort()];
  port = await freePort();
  const clientKey = prefix.at('etc/rexflow/keys/ssh_key');

  for (const block of commandsOf('install-systemd.md', 'Steps').slice(0, -1)) {
    const lines = block
      .replaceAll('mysql: { host: 127.0.0.1,', `mysql: { host: 127.0.0.1, port: ${mysqlPort},`)
      .replaceAll('@127.0.0.1:6379', `@127.0.0.1:${redisPort}`)
      .replace('folder: ', `gateway: { port: ${port} }\nfolder: `);
    if (lines.includes('ssh-copy-id')) {
      // The key comes first, then the host that lets it in, then the lines that are about the host.
      const [make, rest] = [lines.slice(0, lines.indexOf('ssh-copy-id')), lines.slice(lines.indexOf('ssh-copy-id'))];
      await prefix.run(make);
      host = await makeHost({ dir: prefix.at('hosts'), sshPort, clientKey, settings: [], stops }, {}, 'server1');
      prefix.stand('ssh-copy-id', 'exit 0');
      await prefix.run(rest.replace('ssh-keyscan 10.0.0.11', `ssh-keyscan -p ${sshPort} ${host.app.host}`));
      continue;
    }
    const said = await prefix.run(lines.replace('user: deploy,', `user: ${host?.sshd.user}, port: ${sshPort},`));
    if (lines.includes('redis.conf')) await startRedis(redisPort);
    if (lines.includes('create-admin')) password = said.trim();
    if (lines.includes('mariadb <<')) {
      await sql.query(readFileSync(prefix.at('statements.sql'), 'utf8'));
    }
  }
}, 600_000);
afterAll(async () => {
  for (const stop of stops.reverse()) await stop();
});

test('a service user runs a release from an installation that is not its own, and writes nothing there', async () => {
  await prefix.closeProgram();
  const before = picture(prefix.at('opt'));
  const started = units.map(startUnit);
  const base = `http://127.0.0.1:${port}`;
  await until('rexflow being ready', 60, async () => {
    const dead = started.find(({ exitCode, signalCode }) => exitCode !== null || signalCode !== null);
    if (dead) throw new Error(units.map((name) => readFileSync(prefix.at(`${name}.log`), 'utf8')).join('\n'));
    return await fetch(`${base}/readyz`).then(
      (answer) => answer.ok,
      () => false,
    );
  });

  // What runs is what was packed, and it knows what that was.
  const { version, commit } = (await (await fetch(`${base}/readyz`)).json()) as { version: string; commit: string };
  const said = (await promisify(execFile)(prefix.at('usr/local/bin/rexflow'), ['--version'])).stdout.trim();
  expect(said).toBe(spellBuild({ version, commit }));
  expect(said.replace('-dirty', '')).toBe(spellBuild(ownBuild));
  expect(commit).toMatch(/^[0-9a-f]{10}(-dirty)?$/);
  // The dashboard that the manual names.
  expect(existsSync(prefix.at('opt/rexflow/lib/node_modules/rexflow/apps/gateway/grafana/rexflow.json'))).toBe(true);
  // The manual was built, and is there without what built it.
  expect(await (await fetch(`${base}/docs/errors`)).text()).toContain('id="APP_BUSY"');

  const last = commandsOf('install-systemd.md', 'Steps').at(-1)!;
  await command(
    last
      .replaceAll('http://127.0.0.1:3000', base)
      .replace('-u admin', `-u admin --password-stdin <<< '${password}'`)
      .replace('rexflow doctor', 'rexflow doctor --json > doctor.json'),
  );
  const { findings } = JSON.parse(readFileSync(prefix.at('var/lib/rexflow/doctor.json'), 'utf8')) as {
    findings: { name: string; state: string }[];
  };
  expect(findings.map(({ name }) => name)).toContain('mysql.rights');
  // All is well, but nobody has told yet what is to be released.
  expect(findings.filter(({ state }) => state !== 'ok')).toMatchObject([{ name: 'hosts', state: 'warning' }]);

  await sql.query('INSERT INTO autotask.pre_server_detail SET ?', [host.app.row]);
  await command('rexflow doctor');

  mkdirSync(prefix.at('package'));
  writeFileSync(prefix.at('package/VERSION'), '5.0.0\n');
  await command(`rexflow release server1 --package ${prefix.at('package')} --full 1`);
  const served = (await (await fetch(host.app.url)).json()) as unknown;
  expect(served).toMatchObject({ version: '5.0.0' });
  expect(picture(prefix.at('opt'))).toEqual(before);
});

test('an upgrade by hand: the new gateway works with the worker of before, and then all of it is new', async () => {
  await promisify(execFile)('chmod', ['-R', 'u+w', prefix.at('opt')]);
  // Bringing a package is tried above.
  const manifest = 'lib/node_modules/rexflow/package.json';
  prefix.stand(
    'npm',
    `cp -r ${prefix.at('opt/rexflow-0.1.0')} "$4"; sed -i 's/"version": "[^"]*"/"version": "0.2.0"/' "$4/${manifest}"`,
  );
  const base = `http://127.0.0.1:${port}`;
  const version = async (): Promise<unknown> =>
    ((await (await fetch(`${base}/readyz`)).json()) as { version: string }).version;
  const typed = commandsOf('operations.md', 'Upgrade by hand')[0]!.replaceAll('http://127.0.0.1:3000', base);
  for (const line of typed.trim().split('\n')) {
    const [, unit] = /^systemctl restart (\S+)$/.exec(line) ?? [];
    if (unit === undefined) {
      if (line.startsWith('rexflow')) expect(await command(line)).toContain('the gateway is rexflow 0.2.0');
      else await prefix.run(line);
      continue;
    }
    if (unit === 'rexflow-worker') {
      expect(await version()).toBe('0.2.0');
      await command('rexflow service server1 restart');
    } else expect(await version()).toBe(ownBuild.version);
    await endProcess(running.get(`${unit}.service`)!.pid!, 60_000);
    startUnit(`${unit}.service`);
  }
}, 120_000);

test('the commands of the manual, by an ordinary user from the package', async () => {
  const at = mkdtempSync(join(tmpdir(), 'rexflow-manual-setup-'));
  chownToService(at);
  const port = await freePort();
  stops.push(async () => await Promise.resolve(rmSync(at, { recursive: true, force: true })));
  const tgz = `rexflow-${ownBuild.version}.tgz`;
  copyFileSync(prefix.at(`opt/${tgz}`), join(at, tgz));
  const own = {
    ...process.env,
    HOME: at,
    REXFLOW_LANGUAGE: 'en',
    npm_config_offline: 'true',
    npm_config_cache: join(at, 'npm'),
  };
  const typed = (line: string): ChildProcess => {
    const [command, ...args] = asService(['bash', '-euc', `umask 022; exec ${line}`]);
    return spawn(command!, args, { cwd: at, env: own, stdio: ['ignore', 'pipe', 'pipe'] });
  };
  const lines = commandsOf('install-systemd.md', 'An ordinary user')[0]!
    .replace('--yes', `--yes --port ${port}`)
    .replace('0.1.0', ownBuild.version)
    .trim()
    .split('\n');
  for (const line of lines.slice(0, -1)) {
    const child = typed(line);
    let said = '';
    for (const stream of [child.stdout!, child.stderr!])
      stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
    expect((await once(child, 'close'))[0], `${line}\n${said}`).toBe(0);
  }
  const running = typed(lines.at(-1)!);
  let said = '';
  for (const stream of [running.stdout!, running.stderr!])
    stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  stops.push(async () => {
    if (running.exitCode === null && running.signalCode === null) await endProcess(running.pid!, 60_000);
  });
  await until('the installation of the package being ready', 90, async () => {
    if (running.exitCode !== null) throw new Error(said);
    return await fetch(`http://127.0.0.1:${port}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
  });
  await endProcess(running.pid!, 60_000);
}, 240_000);
