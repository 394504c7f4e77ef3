import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createConnection } from 'mysql2/promise';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { endProcess, freePort } from '#provision';
import { makeHost } from './support/hosts.js';
import { asService, chownToService } from './support/prefix.js';
import { root } from './support/root.js';
import { until } from './support/until.js';

/*
 * rexflow setup --prefix: an ordinary user, an empty directory, and a release from there. The tests follow each other, as one does at a
 * terminal.
 */
const stops: (() => Promise<unknown>)[] = [];
let home: string;
let prefix: string;
let port: number;
let sshPort: number;
let flags: string[];

const program = (...words: string[]): string[] =>
  asService([process.execPath, join(root, 'apps/cli/rexflow.mjs'), ...words]);
const env = (): NodeJS.ProcessEnv => ({ ...process.env, HOME: home, REXFLOW_LANGUAGE: 'en' });

interface Ran {
  status: number | null;
  said: string;
}

/** Runs rexflow to its end; with `killAt`, until it says that line, and then it is killed. */
async function rexflow(words: readonly string[], killAt?: RegExp): Promise<Ran> {
  const [command, ...args] = program(...words);
  const child = spawn(command!, args, { cwd: home, env: env(), stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (killAt?.test(said)) child.kill('SIGKILL');
    });
  }
  const [status] = (await once(child, 'close')) as [number | null];
  return { status, said };
}

const setup = (...more: string[]): Promise<Ran> => rexflow(['setup', '--prefix', prefix, ...flags, ...more]);

/** Everything below a directory, with its mode and time. */
function picture(dir: string): string[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => `${path} ${lstatSync(path).mode.toString(8)} ${lstatSync(path).mtimeMs}`)
    .sort();
}

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'rexflow-setup-'));
  chownToService(home);
  prefix = join(home, 'here');
  [port, sshPort] = [await freePort(), await freePort()];
  flags = ['--port', String(port), '--ssh-user', userInfo().username, '--ssh-port', String(sshPort)];
});
afterAll(async () => {
  for (const stop of stops.reverse()) await stop();
  rmSync(home, { recursive: true, force: true });
});

test('a dry run shows every step with its commands and changes nothing', async () => {
  const { status, said } = await setup('--dry-run');
  expect(said).toContain(`install -d -m 700 ${prefix}/keys`);
  expect(said).toContain(`ssh-keygen -q -t ed25519 -N '' -C rexflow -f ${prefix}/keys/ssh_key`);
  expect(said).toContain('rexflow admin create-admin admin');
  expect(status).toBe(0);
  expect(readdirSync(home)).toEqual([]);
});

test('where nobody can be asked it says what it would do and the flag that lets it, and changes nothing', async () => {
  const { status, said } = await setup();
  expect(status).toBe(2);
  expect(said).toMatch(/do the steps above with: rexflow setup --prefix .* --yes\n$/);
  expect(readdirSync(home)).toEqual([]);
});

test('what stands in the way is named with what to do, and nothing is changed', async () => {
  const foreign = join(home, 'foreign');
  mkdirSync(foreign);
  writeFileSync(join(foreign, 'config.yml'), 'environment: prod\n');
  const other = await rexflow(['setup', '--prefix', foreign, ...flags, '--yes']);
  expect(other).toMatchObject({
    status: 1,
    said: expect.stringContaining('there may be another rexflow here') as string,
  });
  expect(other.said).toContain(`mv ${foreign}/config.yml`);
  expect(readdirSync(foreign)).toEqual(['config.yml']);
  rmSync(foreign, { recursive: true });

  const listener = createServer().listen(port, '127.0.0.1');
  await once(listener, 'listening');
  const taken = await setup('--yes');
  listener.close();
  expect(taken).toMatchObject({ status: 1, said: expect.stringContaining(`listens on 127.0.0.1:${port}`) as string });
  expect(taken.said).toContain('--port');
  expect(readdirSync(home)).toEqual([]);
});

test('a setup that is killed at any of its steps is continued, and the last run shows a password', async () => {
  // All but the programs, which are there, and the script, which is a file as the configuration is.
  for (const step of [1, 3, 4, 5, 7]) {
    const { status, said } = await rexflow(
      ['setup', '--prefix', prefix, ...flags, '--yes'],
      new RegExp(`^${step}/7 (?!.*is so already).*\n`, 'm'),
    );
    expect(status, said).toBe(null);
  }
  const { status, said } = await setup('--yes');
  expect(said).toMatch(/^ {2}password {2}\S{18,}$/m);
  expect(status, said).toBe(0);
  writeFileSync(join(home, 'password'), /^ {2}password {2}(\S+)$/m.exec(said)![1]!);
}, 240_000);

test('again it finds everything as it is, and changes nothing', async () => {
  const before = picture(prefix);
  const { status, said } = await rexflow(['setup', '--prefix', prefix]);
  expect(said).toContain('Everything is as it was set up.');
  expect(said).not.toContain('password');
  expect(status).toBe(0);
  expect(picture(prefix)).toEqual(before);
  const other = await rexflow(['setup', '--prefix', prefix, '--port', '3999']);
  expect(other).toMatchObject({
    status: 1,
    said: expect.stringContaining(`--port was ${port} at the first setup`) as string,
  });
});

test('only the user reads what is secret', () => {
  const open = ['config.yml', 'setup.json', 'keys/ssh_key', 'secrets/redis.url', 'secrets/mysql.password'].filter(
    (path) => (lstatSync(join(prefix, path)).mode & 0o077) !== 0,
  );
  expect(open).toEqual([]);
  const config = readFileSync(join(prefix, 'config.yml'), 'utf8');
  for (const path of ['secrets/redis.url', 'secrets/mysql.password']) {
    expect(config).not.toContain(readFileSync(join(prefix, path), 'utf8').trim());
  }
});

test('it starts, and a release reaches a host that let its key in', async () => {
  const clientKey = join(prefix, 'keys/ssh_key');
  const host = await makeHost({ dir: join(home, 'hosts'), sshPort, clientKey, settings: [], stops }, {}, 'server1');
  const { stdout } = await promisify(execFile)('ssh-keyscan', ['-p', String(sshPort), host.app.host]);
  appendFileSync(join(prefix, 'known_hosts'), stdout);
  const [command, ...args] = asService([join(prefix, 'bin/rexflow-start')]);
  const running: ChildProcess = spawn(command!, args, { cwd: home, env: env(), stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [running.stdout!, running.stderr!])
    stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  stops.push(async () => {
    if (running.exitCode === null) await endProcess(running.pid!, 60_000);
  });
  const base = `http://127.0.0.1:${port}`;
  await until('rexflow being ready', 90, async () => {
    if (running.exitCode !== null) throw new Error(said);
    return await fetch(`${base}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
  });

  const password = readFileSync(join(prefix, 'secrets/mysql.password'), 'utf8').trim();
  const { mysqlPort } = (
    JSON.parse(readFileSync(join(prefix, 'setup.json'), 'utf8')) as {
      choices: { mysqlPort: number };
    }
  ).choices;
  const sql = await createConnection({ host: '127.0.0.1', port: mysqlPort, user: 'rexflow', password });
  await sql.query('INSERT INTO autotask.pre_server_detail SET ?', [host.app.row]);
  // It may do what it needs, and nothing else.
  await expect(sql.query('DROP TABLE autotask.pre_server_detail')).rejects.toThrow('DROP command denied');
  await sql.end();

  mkdirSync(join(home, 'package'));
  writeFileSync(join(home, 'package/VERSION'), '5.0.0\n');
  const login = asService([
    ...['bash', '-c', '"$@" < password', 'sh', process.execPath, join(root, 'apps/cli/rexflow.mjs')],
    ...['login', base, '-u', 'admin', '--password-stdin'],
  ]);
  await promisify(execFile)(login[0]!, login.slice(1), { cwd: home, env: env() });
  const doctor = await rexflow(['doctor', '--json']);
  expect(doctor.said).toContain('mysql.rights');
  const released = await rexflow(['release', 'server1', '--package', join(home, 'package'), '--full', '1']);
  expect(released.status, released.said + said).toBe(0);
  expect(await (await fetch(host.app.url)).json()).toMatchObject({ version: '5.0.0' });

  const refused = await rexflow(['uninstall', '--prefix', prefix, '--yes', '--data']);
  expect(refused).toMatchObject({ status: 1, said: expect.stringContaining(`running on port ${port}`) as string });
  await endProcess(running.pid!, 60_000);
}, 240_000);

test('an uninstall leaves data and nothing else, and with --data nothing at all', async () => {
  // It goes by its record, whatever became of the configuration.
  writeFileSync(join(prefix, 'config.yml'), 'gateway: [');
  const first = await rexflow(['uninstall', '--prefix', prefix, '--yes']);
  expect(first.status, first.said).toBe(0);
  expect(readdirSync(prefix).sort()).toEqual([
    'config.yml',
    'data',
    'keys',
    'known_hosts',
    'secrets',
    'servers',
    'setup.json',
    'tls',
  ]);
  const asked = await rexflow(['uninstall', '--prefix', prefix, '--data']);
  expect(asked.said).toContain(`file ${prefix}/keys/ssh_key\n`);
  expect(asked.status).toBe(2);
  const second = await rexflow(['uninstall', '--prefix', prefix, '--yes', '--data']);
  expect(second.status, second.said).toBe(0);
  expect(existsSync(prefix) ? readdirSync(prefix, { recursive: true }) : []).toEqual([]);
  expect(existsSync(prefix)).toBe(false);
});
