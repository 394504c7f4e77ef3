import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  boundCommand,
  endProcess,
  freePort,
  startMariadb,
  startRedis,
  type DemoApp,
  type DemoAppOptions,
} from '#provision';
import { createConnection, type Connection, type RowDataPacket } from 'mysql2/promise';
import { stringify } from 'yaml';
import { call, form, type Answer } from './client.js';
import { configOf } from './config.js';
import { limitedUser } from './limitedUser.js';
import { makeHost, type Host, type Site } from './hosts.js';
import { printedBy } from './printed.js';
import { root } from './root.js';
import { until } from './until.js';

export interface EstateOptions {
  /** Apps of this environment, each on a host of its own; group `server` unless said otherwise. */
  apps: Partial<DemoAppOptions>[];
  /** An app of the group `server` in the environment `uat`. */
  uat?: Partial<DemoAppOptions>;
  workers?: number;
  /** Laid over the top level of config.yml, section by section; a list takes the place of one. */
  config?: Record<string, Record<string, unknown> | unknown[]>;
  /** Lines of sshd_config for every host. */
  sshd?: string[];
  /** Changes the row of an app before it is inserted. */
  row?: (row: Record<string, string | number>) => Record<string, string | number>;
  /** Sync the database to the disk at each commit, as in production (default false). */
  durable?: boolean;
  /** Runs when database and hosts are there and rexflow was never started. */
  prepare?: (sql: Connection, hosts: Host[]) => Promise<void>;
  /** Options of Node for the gateway, as for a profile of it. */
  gatewayNode?: string[];
  /** Changes the whole of config.yml before it is written, when everything it leads to is there. */
  lead?: (sections: Sections, hosts: Host[]) => Promise<Sections>;
}

type Sections = Record<string, unknown>;

/** A running rexflow with all it needs, reached as its users reach it. */
export type Estate = Awaited<ReturnType<typeof startEstate>>;

export async function startEstate(options: EstateOptions) {
  const dir = mkdtempSync(join(tmpdir(), 'rexflow-estate-'));
  const stops: (() => Promise<unknown>)[] = [];
  const stop = async (): Promise<void> => {
    for (const end of stops.splice(0).reverse()) await end();
    rmSync(dir, { recursive: true, force: true });
  };
  try {
    return await build(dir, options, stops, stop);
  } catch (thrown) {
    await stop();
    throw thrown;
  }
}

async function build(
  dir: string,
  options: EstateOptions,
  stops: (() => Promise<unknown>)[],
  stop: () => Promise<void>,
) {
  const [mariadb, redis] = await Promise.all([
    startMariadb({
      dir: join(dir, 'mariadb'),
      template: join(root, '.rexflow/template-mariadb'),
      databases: ['prod', 'uat'],
      durable: options.durable ?? false,
    }),
    startRedis({ dir: join(dir, 'redis'), appendOnly: true }),
  ]);
  stops.push(
    () => mariadb.stop(),
    () => redis.stop(),
  );
  const connectTo = (database: string) =>
    createConnection({
      host: mariadb.host,
      port: mariadb.port,
      user: mariadb.user,
      password: mariadb.password,
      database,
      dateStrings: true,
    });
  const sql = await connectTo('prod');
  // A server that was killed has cut it off already.
  stops.push(() => sql.end().catch(() => undefined));
  const user = await limitedUser(sql, mariadb.password);
  const clientKey = join(dir, 'client_key');
  const sshPort = await freePort();
  const site: Site = { dir, sshPort, clientKey, settings: options.sshd ?? [], stops };
  const hosts: Host[] = [];
  for (const [index, given] of options.apps.entries())
    hosts.push(await makeHost(site, given, given.name ?? `server${index + 1}`));
  if (options.prepare) await options.prepare(sql, hosts);
  const uat = options.uat ? await makeHost(site, options.uat, 'server1-uat') : null;

  const port = await freePort();
  const mysql = (database: string) => ({
    host: mariadb.host,
    port: mariadb.port,
    database,
    user,
    password: mariadb.password,
  });
  const ssh = {
    user: hosts[0]?.sshd.user ?? 'root',
    port: sshPort,
    private_key: `file:${clientKey}`,
    host_keys: 'first-contact',
    connect_timeout: 5,
  };
  const data = join(dir, 'data');
  const sections = configOf({ dir, data, port, mysql, redisUrl: redis.url, ssh });
  for (const [name, section] of Object.entries(options.config ?? {})) {
    sections[name] = Array.isArray(section) ? section : { ...(sections[name] as object | undefined), ...section };
  }
  const config = join(dir, 'config.yml');
  writeFileSync(config, stringify(options.lead ? await options.lead(sections, hosts) : sections), { mode: 0o600 });
  mkdirSync(join(dir, 'logs'));

  // Ended with us, even when the test run itself is killed.
  const [node, ...words] = await boundCommand([process.execPath, '--enable-source-maps']);
  const start = (
    program: string,
    name: string,
    args: string[] = [],
    more: string[] = [],
    file = config,
  ): ChildProcess => {
    const child = spawn(node!, [...words, ...more, join(root, 'dist/programs', `${program}.js`), ...args], {
      cwd: dir,
      env: { ...process.env, REXFLOW_CONFIG: file },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const log = createWriteStream(join(dir, 'logs', `${name}.log`), { flags: 'a' });
    // The end of one of the two is not the end of the log.
    for (const stream of [child.stdout!, child.stderr!]) stream.pipe(log, { end: false });
    child.once('close', () => log.end());
    return child;
  };
  const running = (child: ChildProcess): boolean => child.exitCode === null && child.signalCode === null;
  const endChild = async (child: ChildProcess): Promise<void> => {
    if (running(child)) await endProcess(child.pid!, 20_000);
  };
  /** One more worker; `node` are options of Node for it, `change` makes its config.yml of the one of all. */
  const startWorker = (name: string, node: string[] = [], change?: (text: string) => string): ChildProcess => {
    const own = change ? join(dir, `config-${name}.yml`) : config;
    if (change) writeFileSync(own, change(readFileSync(config, 'utf8')), { mode: 0o600 });
    const child = start('worker', name, [], node, own);
    stops.push(() => endChild(child));
    return child;
  };
  /** The gateway of config.yml, or one more of the same installation at another port. */
  const startGateway = (at = port): ChildProcess => {
    const own = at === port ? config : join(dir, `config-${at}.yml`);
    if (at !== port) {
      const text = readFileSync(config, 'utf8');
      writeFileSync(own, text.replace(`port: ${port}\n`, `port: ${at}\n`), { mode: 0o600 });
    }
    const name = at === port ? 'gateway' : `gateway-${at}`;
    const child = start('gateway', name, [], options.gatewayNode, own);
    stops.push(() => endChild(child));
    return child;
  };
  const gateway = startGateway();
  const url = `http://127.0.0.1:${port}`;
  // A process that has just been started has written nothing yet.
  const logs = (name: string): string => {
    const path = join(dir, 'logs', `${name}.log`);
    return existsSync(path) ? readFileSync(path, 'utf8') : '';
  };
  await until('the gateway answering', 60, async () => {
    if (!running(gateway)) throw new Error(`the gateway ended:\n${logs('gateway')}`);
    return await fetch(`${url}/healthz`).then(
      (answer) => answer.ok,
      () => false,
    );
  });
  const workers = Array.from({ length: options.workers ?? 1 }, (_, index) => startWorker(`worker${index + 1}`));

  const insert = async (connection: Connection, app: DemoApp): Promise<void> => {
    const row = (options.row ?? ((same) => same))(app.row);
    const columns = Object.keys(row);
    await connection.query(
      `INSERT INTO pre_server_detail (${columns.map((column) => `\`${column}\``).join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
      Object.values(row),
    );
  };
  for (const { app } of hosts) await insert(sql, app);
  const [table] = await sql.query<RowDataPacket[]>('SHOW CREATE TABLE pre_server_detail');
  const other = await connectTo('uat');
  await other.query(String(table[0]!['Create Table']));
  if (uat) {
    const app = { ...uat.app, row: { ...uat.app.row, app_key: 'server1' } };
    await insert(other, app);
  }
  await other.end();

  /** Makes an administrator and gives the password. */
  const createAdmin = (name: string): Promise<string> => printedBy(start('admin', 'admin', ['create-admin', name]));
  const password = await createAdmin('admin');

  const ask = (path: string, init: RequestInit = {}): Promise<Answer> => call(`${url}${path}`, init);
  const login = await ask('/login', { method: 'POST', body: form({ username: 'admin', password }) });
  const token = String(login.at('token'));
  await until('rexflow being ready', 20, async () => (await ask('/readyz')).status === 200);

  const estate = {
    dir,
    data,
    url,
    config,
    hosts,
    uat,
    sql,
    gateway,
    workers,
    password,
    token,
    redis,
    mariadb,
    clientKey,
    stop,
    startWorker,
    startGateway,
    createAdmin,
    call: ask,
    logs,
    /** Rows of a query in this environment's database. */
    rows: async (text: string, values: unknown[] = []): Promise<RowDataPacket[]> =>
      (await sql.query<RowDataPacket[]>(text, values))[0],
    /** `POST /rex` as a form, with the token in the query. */
    rex: (values: Record<string, string>, headers: Record<string, string> = {}): Promise<Answer> =>
      ask(`/rex?token=${estate.token}`, { method: 'POST', body: form(values), headers }),
    /** What the app itself answers, or null when it does not. */
    served: async ({ app }: Host): Promise<{ version: string; config: Record<string, string>; pid: number } | null> =>
      await fetch(app.url).then(
        async (answer) => (await answer.json()) as { version: string; config: Record<string, string>; pid: number },
        () => null,
      ),
  };
  return estate;
}

export { type Answer } from './client.js';
export { type Host } from './hosts.js';
export { until } from './until.js';
