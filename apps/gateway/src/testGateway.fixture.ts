import { setMaxListeners } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createPackages, createStore, storeInstallation } from '#bundle';
import { type Config, resolveConfig, ownBuild, spellBuild } from '#config';
import type { AppResult, Settlement } from '#contract';
import { connectMysql, type Database, examineDatabase, migrate, originalNames } from '#mysql';
import { startRedis } from '#provision';
import { createSubmitter, openQueueBoard, startWorkers } from '#queue';
import {
  backupRecords,
  createPeople,
  createRecords,
  createViews,
  hostLookRecords,
  installationRecords,
  type Records,
} from '#records';
import { decode, encode } from '#rex';
import { createTracing } from '#tracing';
import { pino } from 'pino';
import { startMariadb } from '../../../packages/mysql/src/mariadb.fixture.js';
import { createApp } from './app.js';
import { createEnvironmentReader } from './environments/environmentReader.js';
import { loadConsole } from './state/consoleFiles.js';
import { loadManual } from './state/manualFiles.js';
import { createDirectoryView } from './state/directories.js';
import type { GatewayDeps } from './state/dependencies.js';
import { openCatalogue } from './state/openCatalogue.js';
import { createThrottle } from './state/throttle.js';
import { createGatewayMetrics } from './state/metrics.js';
import { createEventCursor } from './state/eventCursor.js';

/** A gateway on real servers; only the worker is played. */
export interface TestGateway {
  url: string;
  config: Config;
  db: Database;
  records: Records;
  token: string;
  log: string[];
  /** Gives the settlement of the played worker for a request; `null` leaves it running. */
  play: (id: string) => Promise<Partial<Settlement> | null>;
  announce(id: string): void;
  settle(id: string, settlement?: Partial<Settlement>): Promise<void>;
  closing: AbortController;
  /** The SQL that the read-only views have sent to MySQL so far. */
  queries: string[];
  /** Number of followers of events that wait for the next one. */
  watching(): number;
  stopWorker(): Promise<void>;
  stopRedis(): Promise<void>;
  end(): Promise<void>;
}

export const password = 'correct horse';
const apps = [
  ['server1', 'server', '1'],
  ['server2', 'server', '1'],
  ['flow1', 'flow', '1'],
  ['hand1', 'hand', '0'],
] as const;

async function fill(db: Database): Promise<void> {
  for (const [appKey, group, automated] of apps) {
    await db.execute(
      `INSERT INTO pre_server_detail (server_name, network_ip, pro_type, config_dir, pro_dir, pro_key, pro_init,
         is_deloy_dir, app_key, local_name, auto_deloy) VALUES (?, '127.0.0.11', 'node', ?, ?, ?, ?, '2', ?, ?, ?)`,
      [
        appKey,
        `/data/${appKey}/conf`,
        `/data/${appKey}/html`,
        `key-${appKey}`,
        `/etc/${appKey}`,
        appKey,
        group,
        automated,
      ],
    );
  }
}

/** Starts MariaDB, Redis, a played worker and a gateway with the given parts of config.yml, and a console where one is given. */
export async function startTestGateway(parts: Record<string, unknown> = {}, consoleDir?: string): Promise<TestGateway> {
  const directory = await mkdtemp(join(tmpdir(), 'gateway-'));
  const [mariadb, redis] = await Promise.all([startMariadb(), startRedis({ dir: join(directory, 'redis') })]);
  const settings = await mariadb.database();
  await migrate(settings);
  const db = connectMysql(settings);
  await fill(db);
  const environment = (sources: string[]): unknown => ({
    mysql: { host: settings.host, port: settings.port, database: settings.database, user: 'x', password: 'x' },
    ssh: { password: 'x', host_keys: 'first-contact' },
    sources,
  });
  const config = resolveConfig({
    file: {
      environment: 'prod',
      environments: { prod: environment(['uat']), uat: environment([]), dev: environment([]) },
      redis: { url: redis.url },
      directories: { uploads: join(directory, 'uploads') },
      ...parts,
    },
    env: {},
    folder: directory,
    readSecret: () => '',
  });
  const queue = { url: config.redis.url, environment: config.environment };
  const [records, submitter] = await Promise.all([
    createRecords(db, originalNames, { decode }),
    createSubmitter(queue),
  ]);
  const people = createPeople(db);
  const queues = openQueueBoard(queue);
  await people.createUser('admin', password);
  const { token } = await people.issueToken({ name: 'admin', role: 'admin' }, 3600);
  const settle = async (id: string, settlement: Partial<Settlement> = {}): Promise<void> => {
    const request = (await records.request(id))!;
    const done = (appKey: string): AppResult => ({
      appKey,
      outcome: 'done',
      standing: 'new',
      step: null,
      trouble: null,
      facts: {},
    });
    const results = request.apps.map(({ app }) => done(app.appKey));
    await records.settle(
      { requestId: id, holder: 'test', fence: 0 },
      { outcome: 'done', trouble: null, apps: results, facts: {}, ...settlement },
    );
  };
  const workers = await startWorkers(
    { ...queue, requests: 4, apps: 4, backoffSeconds: 1, build: spellBuild(ownBuild), onError: () => undefined },
    {
      advanceRequest: async (id) => {
        const settlement = await gateway.play(id);
        if (settlement) await settle(id, settlement);
        workers.announce(id);
        return { then: 'end' };
      },
      runHostPhase: () => Promise.resolve(),
      lookAtHost: () => Promise.resolve(),
      followLog: () => Promise.resolve(),
    },
  );
  const log: string[] = [];
  const closing = new AbortController();
  setMaxListeners(0, closing.signal);
  const queries: string[] = [];
  const views = createViews({ ...db, query: (sql, values) => (queries.push(sql), db.query(sql, values)) }, { decode });
  const eventCursor = createEventCursor(views, submitter);
  const deps: GatewayDeps = {
    config,
    records,
    views,
    encode,
    people,
    ...openCatalogue(db, config),
    hostLooks: hostLookRecords(db),
    backups: backupRecords(db),
    submitter,
    queues,
    console: await loadConsole(pathToFileURL(`${consoleDir ?? directory}/`)),
    manual: await loadManual(pathToFileURL(`${consoleDir ?? directory}/docs/`)),
    eventCursor,
    metrics: createGatewayMetrics({
      records,
      backups: backupRecords(db),
      views,
      submitter,
      eventCursor,
      lookSeconds: config.fleet.look,
    }),
    store: createStore(config.directories.store),
    packages: createPackages(config.directories.store),
    directories: createDirectoryView(config),
    identities: async () => ({
      database: await installationRecords(db).find(),
      store: await storeInstallation(config.directories.store),
    }),
    examineDatabase: () => examineDatabase(db, originalNames),
    environments: createEnvironmentReader(config, () => db.now()),
    examineSource: () => Promise.resolve({ table: 'pre_server_detail', missing: [] }),
    pingDatabase: () => db.ping(),
    tracing: await createTracing({ endpoint: '', service: '', ratio: 1, onError: () => undefined }),
    log: pino({ level: 'debug' }, { write: (line) => void log.push(line) }),
    throttle: createThrottle(),
    now: () => db.now(),
    closing: closing.signal,
  };
  const server = createServer(createApp(deps));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  let stopped: Promise<void> | undefined;
  const stopWorker = (): Promise<void> => (stopped ??= workers.close(0));
  const gateway: TestGateway = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    config,
    db,
    records,
    token,
    log,
    queries,
    play: () => Promise.resolve({}),
    announce: (id) => workers.announce(id),
    settle,
    closing,
    watching: () => deps.eventCursor.watching(),
    stopWorker,
    stopRedis: () => redis.stop(),
    end: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await stopWorker();
      await Promise.all([submitter.close(), queues.close(), db.close()]);
      await Promise.all([redis.stop(), mariadb.end()]);
      await rm(directory, { recursive: true, force: true });
    },
  };
  return gateway;
}

export interface Heard {
  status: number;
  headers: Headers;
  // Answers are read as callers read them: by the keys they expect.
  body: Record<string, unknown>;
}

/** One call; the body may be a form, JSON text with its type in `headers`, or absent. */
export async function call(gateway: TestGateway, path: string, init: RequestInit = {}): Promise<Heard> {
  const response = await fetch(new URL(path, gateway.url), init);
  return { status: response.status, headers: response.headers, body: (await response.json()) as Heard['body'] };
}

/** POST /rex with form parameters and the token in the query. */
export function rex(
  gateway: TestGateway,
  parameters: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<Heard> {
  return call(gateway, `/rex?token=${gateway.token}`, {
    method: 'POST',
    headers,
    body: new URLSearchParams(parameters),
  });
}
