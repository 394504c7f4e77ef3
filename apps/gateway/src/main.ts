import { setMaxListeners } from 'node:events';
import type { Server } from 'node:http';
import type { Logger } from 'pino';
import { createPackages, createStore, storeInstallation } from '#bundle';
import { begin, ownBuild, type Config } from '#config';
import { CodedError, redact } from '#contract';
import { connectMysql, examineDatabase, migrate } from '#mysql';
import { createSubmitter, inspectRedis, openQueueBoard } from '#queue';
import {
  backupRecords,
  createPeople,
  createRecords,
  createViews,
  hostLookRecords,
  installationRecords,
} from '#records';
import { decode, encode } from '#rex';
import { createLog, createTracing, endLogged } from '#tracing';
import { createApp } from './app.js';
import { loadConsole } from './state/consoleFiles.js';
import { loadManual } from './state/manualFiles.js';
import type { GatewayDeps } from './state/dependencies.js';
import { examineSource } from './state/examineSource.js';
import { createDirectoryView } from './state/directories.js';
import { createEnvironmentReader } from './environments/environmentReader.js';
import { openCatalogue } from './state/openCatalogue.js';
import { createThrottle } from './state/throttle.js';
import { createGatewayMetrics } from './state/metrics.js';
import { createWebServer } from './tls/webServer.js';
import { createEventCursor } from './state/eventCursor.js';

/** The built console and manual lie beside the compiled gateway. */
const consoleDir = new URL('../../console/', import.meta.url);
const manualDir = new URL('../docs/', import.meta.url);

/** Lines of so many bytes, or of so many milliseconds, are written together. */
const loggedTogether = { minLength: 4096, periodicFlush: 100 };
const notLogged = ['token', 'password', '*.token', '*.password'];

/** Seconds beyond `gateway.shutdown`, in which the connections to MySQL and Redis are closed. */
const lastWordsSeconds = 5;

async function main(config: Config): Promise<void> {
  const log = createLog({ ...config.log, name: 'rexflow-gateway', redact: notLogged, together: loggedTogether });
  const environment = config.environments[config.environment]!;
  for (const warning of await inspectRedis(config.redis.url)) log.warn(warning);
  const db = connectMysql(environment.mysql);
  await migrate(environment.mysql, environment.tables);
  const bus = { url: config.redis.url, environment: config.environment };
  const submitter = await createSubmitter(bus);
  const queues = openQueueBoard(bus);
  const closing = new AbortController();
  // Each answer that waits listens to it.
  setMaxListeners(0, closing.signal);
  const now = (): Date => db.now();
  const views = createViews(db, { decode });
  const eventCursor = createEventCursor(views, submitter);
  const records = await createRecords(db, environment.tables, { decode, webhooks: config.notifications });
  const deps: GatewayDeps = {
    config,
    records,
    encode,
    views,
    people: createPeople(db),
    ...openCatalogue(db, config),
    hostLooks: hostLookRecords(db),
    backups: backupRecords(db),
    submitter,
    queues,
    console: await loadConsole(consoleDir),
    manual: await loadManual(manualDir),
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
    examineDatabase: () => examineDatabase(db, environment.tables),
    identities: async () => ({
      database: await installationRecords(db).find(),
      store: await storeInstallation(config.directories.store),
    }),
    environments: createEnvironmentReader(config, now),
    examineSource: (name) => examineSource(config, name),
    pingDatabase: () => db.ping(),
    tracing: await createTracing({
      ...config.tracing,
      endpoint: config.tracing.endpoint.reveal(),
      service: `${config.tracing.service}-gateway`,
      onError: (message) => log.warn({ reason: redact(message) }, 'tracing.endpoint: traces are not taken'),
    }),
    log,
    throttle: createThrottle(),
    now,
    closing: closing.signal,
  };
  const { server, readAgain } = createWebServer(deps, createApp(deps));
  await listen(server, config);
  log.info({ ...ownBuild, environment: config.environment, ...config.gateway }, 'listening');

  const end = async (signal: string): Promise<void> => {
    if (closing.signal.aborted) return;
    log.info({ signal }, 'ending: open answers are finished');
    closing.abort();
    // Closing hangs while Redis or MySQL is away.
    setTimeout(
      () => {
        log.warn('not everything could be closed in time');
        void endLogged(log);
      },
      (config.gateway.shutdown + lastWordsSeconds) * 1000,
    );
    await endServer(server, config.gateway.shutdown * 1000, log);
    await Promise.all([submitter.close(), queues.close(), db.close(), deps.tracing.close()]);
    log.info('ended');
    await endLogged(log);
  };
  process.on('SIGTERM', (signal) => void end(signal));
  process.on('SIGINT', (signal) => void end(signal));
  // A terminal that is closed says the same, and means the end.
  process.on('SIGHUP', (signal) => (process.stdout.isTTY ? void end(signal) : readAgain()));
}

function listen(server: Server, { gateway: { host, port } }: Config): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause) => {
      reject(new CodedError('LISTEN_FAILED', { address: `${host}:${port}`, reason: cause.message }, { cause }));
    });
    server.listen(port, host, resolve);
  });
}

/** Takes no new connections, lets the open answers go out, and cuts what is still open after `ms`. */
async function endServer(server: Server, ms: number, log: Logger): Promise<void> {
  const cut = setTimeout(() => {
    log.warn('answers were still open and are cut');
    server.closeAllConnections();
  }, ms);
  await new Promise((resolve) => {
    server.close(resolve);
    server.closeIdleConnections();
  });
  clearTimeout(cut);
}

// Only workers log in to hosts: the keys are none of its business, and it may not even read them.
await begin(main, { logins: false });
