import { execFile } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createConnection } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findPrograms, freePort, startMariadb } from '#provision';
import { commandsOf } from './support/chapter.js';
import { makeHost } from './support/hosts.js';
import { createMachine, type Machine } from './support/machine.js';
import { root } from './support/root.js';
import { until } from './support/until.js';

/*
 * rexflow setup as root, on a machine that is a directory: its programs for users, packages and services are played, its Redis and
 * MariaDB are real, and what the units start runs as they say.
 */
const isRoot = process.getuid?.() === 0;
if (!isRoot) process.stderr.write('skipped: only root gives files to other users, as a setup of a machine does\n');
describe.skipIf(!isRoot)('as root, which gives files to others', () => {
  const stops: (() => Promise<unknown>)[] = [];
  let machine: Machine;
  let port: number;
  let sshPort: number;
  let password = '';

  const flags = (): string[] => ['--port', String(port), '--ssh-user', 'root', '--ssh-port', String(sshPort)];

  const rexflow = (words: readonly string[], killAt?: RegExp) => machine.rexflow(words, killAt);
  const setup = (...more: string[]) => rexflow(['setup', '--machine', machine.dir, ...flags(), ...more]);

  /** Modes and owners of files, as `750 0:65534`. */
  const shown = (path: string): string => {
    const { mode, uid, gid } = statSync(machine.at(path));
    return `${(mode & 0o777).toString(8)} ${uid}:${gid}`;
  };

  const picture = (dir: string): string[] =>
    readdirSync(machine.at(dir), { recursive: true, withFileTypes: true })
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => `${path} ${statSync(path).mode} ${statSync(path).mtimeMs}`)
      .sort();

  beforeAll(async () => {
    [port, sshPort] = [await freePort(), await freePort()];
    machine = await createMachine();
    stops.push(() => machine.remove());
    const mariadb = await startMariadb({
      dir: machine.at('var/lib/mysql'),
      template: join(root, '.rexflow/template-mariadb'),
      databases: [],
    });
    stops.push(() => mariadb.stop());
    const client = (await findPrograms(['mariadb'])).get('mariadb')!;
    const connected = `--no-defaults --socket=${machine.at('var/lib/mysql/data/s.sock')} --user=root`;
    machine.stand('mariadb', `exec ${client} ${connected} "$@"`);
  });
  afterAll(async () => {
    for (const stop of stops.reverse()) await stop();
  });

  test('a dry run shows commands and changes nothing', async () => {
    const before = picture('.');
    const { status, said } = await setup('--dry-run', '--tls-name', 'rexflow.example.org');
    expect(status, said).toBe(0);
    for (const line of [
      'useradd --system --user-group',
      `install -d -m 750 -o root -g rexflow-keys ${machine.at('etc/rexflow/keys')}`,
      'GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, ALTER, INDEX ON `autotask`.* TO',
      'systemctl enable --now rexflow-gateway.service rexflow-worker.service',
    ])
      expect(said).toContain(line);
    expect(picture('.').filter((line) => !line.includes('/var/lib/mysql'))).toEqual(
      before.filter((line) => !line.includes('/var/lib/mysql')),
    );
  });

  test('a Redis that has a password already is somebody else’s', async () => {
    const file = machine.at('etc/redis/redis.conf');
    const text = readFileSync(file, 'utf8');
    appendFileSync(file, 'requirepass theirs\n');
    const { status, said } = await setup('--yes');
    expect(status).toBe(1);
    expect(said).toContain('this Redis is used by others');
    expect(said).toContain('--private-servers');
    expect(said).toContain('Go on with: rexflow setup');
    writeFileSync(file, text);
  });

  test('a database with tables that no setup made is not touched unasked', async () => {
    await machine.sql('CREATE DATABASE autotask; CREATE TABLE autotask.pre_server_detail_old (id INT);');
    const { status, said } = await setup('--yes');
    expect(status).toBe(1);
    expect(said).toContain('the database autotask holds 1 table already');
    expect(said).toContain('--existing-database');
    await machine.sql('DROP DATABASE autotask;');
  });

  test('killed at any step it is continued by the next run, which shows a password', async () => {
    for (const id of ['key', 'configuration', 'units', 'first administrator', 'start,']) {
      const { status, said } = await rexflow(
        ['setup', '--machine', machine.dir, ...flags(), '--tls-name', 'rexflow.example.org', '--yes'],
        new RegExp(`^\\d+/\\d+ (?:the )?${id}(?!.*is so already).*\\n`, 'm'),
      );
      const [, found] = /^ {2}password {2}(\S+)$/m.exec(said) ?? [];
      password = found ?? password;
      expect(status, said).toBe(null);
    }
    // The last time as the manual has it.
    const [, typed] = commandsOf('install-systemd.md', 'Three commands')[0]!.split('\n');
    const last = machine.begin([
      ...typed!.split(' ').slice(1),
      ...['--machine', machine.dir, ...flags(), '--tls-name', 'rexflow.example.org'],
    ]);
    await until('the last setup being at work', 60, () => Promise.resolve(/^1\//m.test(last.said())));
    // Nobody is beside it, also while it stands still; those that were killed left no lock.
    last.child.kill('SIGSTOP');
    const beside = await rexflow(['uninstall', '--machine', machine.dir, '--yes']);
    expect([beside.status, beside.said]).toEqual([
      1,
      expect.stringContaining(`${machine.at('etc/rexflow')}: another one is at work there: rexflow`),
    ]);
    last.child.kill('SIGCONT');
    const { status, said } = await last.ended;
    expect(status, said).toBe(0);
    expect(password).toMatch(/^\S{18,}$/);
    expect(said).toContain(`http://127.0.0.1:${port}`);
  }, 240_000);

  test('again nothing changes', async () => {
    const before = [picture('etc'), readFileSync(machine.at('systemctl.log'), 'utf8').match(/enable|restart/g)];
    const { status, said } = await rexflow(['setup', '--machine', machine.dir]);
    expect(said).toContain('Everything is as it was set up.');
    expect(status).toBe(0);
    expect([picture('etc'), readFileSync(machine.at('systemctl.log'), 'utf8').match(/enable|restart/g)]).toEqual(
      before,
    );
  });

  test('files belong to whom they should, and Redis and MySQL are as rexflow needs them', async () => {
    expect(shown('etc/rexflow')).toBe('750 0:65534');
    expect(shown('etc/rexflow/config.yml')).toBe('640 0:65534');
    expect(shown('etc/rexflow/redis.url')).toBe('640 0:65534');
    expect(shown('etc/rexflow/keys')).toBe('750 0:65533');
    expect(shown('etc/rexflow/keys/ssh_key')).toBe('640 0:65533');
    expect(shown('etc/rexflow/tls')).toBe('750 0:65534');
    expect(shown('var/lib/rexflow')).toBe('750 65534:65534');
    expect(shown('etc/rexflow/setup.json')).toBe('600 0:0');
    const grants = await machine.sql("SHOW GRANTS FOR 'rexflow'@'127.0.0.1';");
    expect(grants).toContain('GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, INDEX, ALTER ON `autotask`.*');
    expect(grants).not.toContain('ALL PRIVILEGES');
    expect(readFileSync(machine.at('etc/redis/redis.conf'), 'utf8').match(/appendonly yes/g)).toHaveLength(1);
    expect(readFileSync(machine.at('etc/rexflow/nginx.conf.example'), 'utf8')).toContain(
      `proxy_pass http://127.0.0.1:${port}`,
    );
  });

  test('the gateway can read neither the key nor what the worker has in hand, although both are one user', async () => {
    const key = machine.at('etc/rexflow/keys/ssh_key');
    const worker = machine.pidOf('rexflow-worker.service');
    const reads = (who: string[], ...words: string[]) =>
      promisify(execFile)('setpriv', [...who, '--', ...words]).then(
        () => true,
        () => false,
      );
    const gatewayUser = ['--reuid=65534', '--regid=65534', '--clear-groups'];
    const workerUser = ['--reuid=65534', '--regid=65533', '--groups=65534'];
    for (const words of [
      ['cat', key],
      ['cat', `/proc/${worker}/environ`],
      ['ls', `/proc/${worker}/root/`],
      ['dd', `if=/proc/${worker}/mem`, 'count=0'],
    ]) {
      expect(await reads(gatewayUser, ...words), words.join(' ')).toBe(false);
      expect(await reads(workerUser, ...words), words.join(' ')).toBe(true);
    }
    expect(readFileSync(machine.at('etc/systemd/system/rexflow-gateway.service'), 'utf8')).toContain(
      `InaccessiblePaths=-${machine.at('etc/rexflow/keys')}`,
    );
  });

  test('a release reaches a host', async () => {
    const clientKey = machine.at('etc/rexflow/keys/ssh_key');
    const host = await makeHost({ dir: machine.at('hosts'), sshPort, clientKey, settings: [], stops }, {}, 'server1');
    const { stdout } = await promisify(execFile)('ssh-keyscan', ['-p', String(sshPort), host.app.host]);
    appendFileSync(machine.at('etc/rexflow/known_hosts'), stdout);
    const { mysqlPort } = (
      JSON.parse(readFileSync(machine.at('etc/rexflow/setup.json'), 'utf8')) as {
        choices: { mysqlPort: number };
      }
    ).choices;
    const secret = readFileSync(machine.at('etc/rexflow/mysql.password'), 'utf8').trim();
    const sql = await createConnection({ host: '127.0.0.1', port: mysqlPort, user: 'rexflow', password: secret });
    await sql.query('INSERT INTO autotask.pre_server_detail SET ?', [host.app.row]);
    await sql.end();
    mkdirSync(machine.at('package'));
    writeFileSync(machine.at('package/VERSION'), '5.0.0\n');
    const login = ['login', `http://127.0.0.1:${port}`, '-u', 'admin', '--password-stdin'];
    const words = [
      '-c',
      'printf %s "$0" | "$@"',
      password,
      process.execPath,
      join(root, 'apps/cli/rexflow.mjs'),
      ...login,
    ];
    await promisify(execFile)('bash', words, { env: machine.env });
    const released = await rexflow(['release', 'server1', '--package', machine.at('package'), '--full', '1']);
    expect(released.status, released.said).toBe(0);
    expect(await (await fetch(host.app.url)).json()).toMatchObject({ version: '5.0.0' });
  });

  test('an uninstall stops and removes the units and our lines, and leaves data; --data takes that, too', async () => {
    const [look, take, takeAll] = commandsOf('install-systemd.md', 'Uninstall')[0]!
      .trim()
      .split('\n')
      .map((line) => [...line.split(' ').slice(1), '--machine', machine.dir]);
    const before = picture('etc');
    expect((await rexflow(look!)).said).toContain('database and user autotask rexflow@127.0.0.1');
    expect(picture('etc')).toEqual(before);
    const { status, said } = await rexflow(take!);
    expect(status, said).toBe(0);
    expect(readdirSync(machine.at('etc/systemd/system'))).toEqual([]);
    expect(readFileSync(machine.at('etc/redis/redis.conf'), 'utf8')).not.toContain('requirepass');
    expect(existsSync(machine.at('etc/rexflow/keys/ssh_key'))).toBe(true);
    expect(await machine.sql('SHOW DATABASES;')).toContain('autotask');
    const second = await rexflow(takeAll!);
    expect(second.status, second.said).toBe(0);
    expect(existsSync(machine.at('etc/rexflow'))).toBe(false);
    expect(existsSync(machine.at('var/lib/rexflow'))).toBe(false);
    expect(await machine.sql('SHOW DATABASES;')).not.toContain('autotask');
    expect(readFileSync(machine.at('passwd'), 'utf8')).not.toContain('rexflow');
  });
});
