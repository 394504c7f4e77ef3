import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { createWriteStream, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { boundCommand, endProcess, freePort, startRedis } from '#provision';
import { parse, stringify } from 'yaml';
import { call, form, type Answer } from './client.js';
import type { Estate } from './estate.js';
import { printedBy } from './printed.js';
import { root } from './root.js';
import { until } from './until.js';

type Sections = Record<string, Record<string, unknown>>;

/** The whole of a database as its operator would dump it; gives the file. */
export function dump({ mariadb, dir }: Estate, database: string, name: string): string {
  const file = join(dir, `${name}.sql`);
  const words = [`--host=${mariadb.host}`, `--port=${mariadb.port}`, `--user=${mariadb.user}`, `--result-file=${file}`];
  const env = { ...process.env, MYSQL_PWD: mariadb.password };
  const ended = spawnSync('mariadb-dump', [...words, database], { env });
  if (ended.status !== 0) throw new Error(String(ended.stderr));
  return file;
}

/** Lays a dump over the tables of a database. */
export function undump({ mariadb }: Estate, database: string, file: string): void {
  const words = [`--host=${mariadb.host}`, `--port=${mariadb.port}`, `--user=${mariadb.user}`, database];
  const env = { ...process.env, MYSQL_PWD: mariadb.password };
  const ended = spawnSync('mariadb', words, { env, input: readFileSync(file) });
  if (ended.status !== 0) throw new Error(String(ended.stderr));
}

/** Makes a database anew, from a dump where one is given. */
export async function restore(estate: Estate, database: string, file: string | null): Promise<void> {
  const { sql } = estate;
  await sql.query(`DROP DATABASE IF EXISTS \`${database}\``);
  await sql.query(`CREATE DATABASE \`${database}\` CHARACTER SET utf8mb4`);
  await sql.query('USE prod');
  if (file !== null) undump(estate, database, file);
}

/**
 * A second rexflow beside an estate, for the same hosts: its own gateway, worker, Redis, store and database. `password` is that of the
 * administrator the database has, or null where it has none; `before` runs when all is there and nothing of rexflow was started.
 */
export async function startBeside(
  estate: Estate,
  {
    database,
    password: known,
    before,
  }: { database: string; password: string | null; before?: (config: string) => Promise<void> },
  stops: (() => Promise<unknown>)[],
) {
  const dir = join(estate.dir, `beside-${database}`);
  const data = join(dir, 'data');
  mkdirSync(data, { recursive: true });
  const redis = await startRedis({ dir: join(dir, 'redis'), appendOnly: true });
  stops.push(() => redis.stop());
  const port = await freePort();
  const sections = parse(readFileSync(estate.config, 'utf8')) as Sections;
  const own = sections.environments!.prod as Sections;
  own.mysql = { ...own.mysql, database };
  sections.redis = { url: redis.url };
  sections.gateway = { ...sections.gateway, port };
  for (const [name, path] of Object.entries(sections.directories!)) {
    sections.directories![name] = String(path).replace(estate.data, data);
  }
  const config = join(dir, 'config.yml');
  writeFileSync(config, stringify(sections), { mode: 0o600 });
  await before?.(config);
  const [node, ...words] = await boundCommand([process.execPath, '--enable-source-maps']);
  const children: ChildProcess[] = [];
  const start = (program: string, name: string, args: string[] = []): ChildProcess => {
    const env = { ...process.env, REXFLOW_CONFIG: config };
    const child = spawn(node!, [...words, join(root, 'dist/programs', `${program}.js`), ...args], { cwd: dir, env });
    children.push(child);
    const log = createWriteStream(join(dir, `${name}.log`), { flags: 'a' });
    for (const stream of [child.stdout, child.stderr]) stream.pipe(log, { end: false });
    child.once('close', () => log.end());
    stops.push(async () => {
      if (child.exitCode === null && child.signalCode === null) await endProcess(child.pid!, 20_000);
    });
    return child;
  };
  const url = `http://127.0.0.1:${port}`;
  const ask = (path: string, init: RequestInit = {}): Promise<Answer> => call(`${url}${path}`, init);
  const answers = (path: string) => async () =>
    await ask(path).then(
      ({ status }) => status === 200,
      () => false,
    );
  start('gateway', 'gateway');
  await until('the other gateway answering', 20, answers('/healthz'));
  start('worker', 'worker');
  const createAdmin = (): Promise<string> => printedBy(start('admin', 'admin', ['create-admin', 'admin']));
  const password = known ?? (await createAdmin());
  const login = await ask('/login', { method: 'POST', body: form({ username: 'admin', password }) });
  if (login.status !== 200) throw new Error(`no login as ${password}: ${JSON.stringify(login.body)}`);
  const token = String(login.at('token'));
  await until('the other rexflow being ready', 20, answers('/readyz'));
  const logs = (name: string): string => {
    const path = join(dir, `${name}.log`);
    return existsSync(path) ? readFileSync(path, 'utf8') : '';
  };
  return {
    url,
    token,
    data,
    logs,
    pids: [redis.pid, ...children.map(({ pid }) => pid!)],
    call: ask,
    rex: (values: Record<string, string>): Promise<Answer> =>
      ask(`/rex?token=${token}`, { method: 'POST', body: form(values) }),
  };
}
