import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { setFlagsFromString } from 'node:v8';
import { createPackages, createStore, lackingPrograms } from '#bundle';
import {
  begin,
  environmentForGit,
  examineSeclusion,
  ownBuild,
  spellBuild,
  type Config,
  type Environment,
} from '#config';
import { redact } from '#contract';
import { createInventory, type Inventory } from '#inventory';
import { connectMysql, migrate, type Database } from '#mysql';
import { inspectRedis, startWorkers, type Workers } from '#queue';
import { createRecords, hostKeyRecords, hostLookRecords, installationRecords } from '#records';
import { decode } from '#rex';
import { createSsh } from '#ssh';
import { createLog, createTracing, endLogged } from '#tracing';
import { startLooks } from './look/startLooks.js';
import { watchCancels } from './state/cancels.js';
import { createPayloads } from './state/payloads.js';
import { createDirectories } from './state/directories.js';
import { sendNotifications } from './notify/sendNotifications.js';
import type { WorkerDeps } from './state/dependencies.js';
import { identify } from './state/installation.js';
import { createLeaseRenewer } from './state/leaseRenewer.js';
import { createWorkerMetrics, measured, serveMetrics } from './telemetry/metrics.js';
import { createOtherEnvironments } from './state/otherEnvironments.js';
import { startRetention } from './state/retention.js';
import { startSweep } from './state/sweep.js';
import { loginFor } from './remote/loginFor.js';
import { createSecretStore } from './secrets/secretStore.js';
import { createReleaseHistories } from './state/releaseHistory.js';
import { carryOutLook } from './hostChecks/carryOutLook.js';
import { followLog } from './hostChecks/followLog.js';
import { runHostPhase } from './host/runHostPhase.js';
import { advanceRequest } from './request/advanceRequest.js';

/**
 * Growth of the heap, in percent of the live bytes, before it is collected again. V8 by itself lets it grow to three times as
 * much if the machine has room: with 64 hosts at once 90 of 150 MB were garbage.
 */
const heapGrowth = '--heap-growing-percent=100';

/** Seconds beyond `worker.shutdown`: stopped work is stored as such, connections are closed. */
const lastWordsSeconds = 8;

/** Milliseconds the connection of a look stays for one to the host behind it, or for the next command. */
const lookIdleMs = 500;

const doubt =
  'the database and directories.store belong to different installations: hosts that belong to another one than this are ' +
  'refused, and none is caught up with; rexflow doctor tells what to do';

const catalogue = (environment: Environment): string =>
  environment.external ? environment.tables.externalApps : environment.tables.apps;

async function main(config: Config): Promise<void> {
  setFlagsFromString(heapGrowth);
  const log = createLog({ ...config.log, name: 'rexflow-worker' });
  const environment = config.environments[config.environment]!;
  for (const warning of await inspectRedis(config.redis.url)) log.warn(warning);
  const db: Database = connectMysql(environment.mysql);
  await migrate(environment.mysql, environment.tables);
  const inventory: Inventory = createInventory(db, { table: catalogue(environment) });
  const sources = createOtherEnvironments(config);
  const sshOptions = {
    connectTimeoutMs: environment.ssh.connectTimeout * 1000,
    keepaliveMs: environment.ssh.keepalive * 1000,
    maxChannels: 8,
    keys: hostKeyRecords(db),
  };
  const ssh = createSsh({ ...sshOptions, idleMs: 60_000 });
  // Its own, and nothing is kept: a release never waits for a channel of a look, and no host keeps a login open for the next one.
  const lookSsh = createSsh({ ...sshOptions, idleMs: lookIdleMs });
  const metrics = createWorkerMetrics({ connections: () => ssh.connections() + lookSsh.connections() });
  const records = measured(
    await createRecords(db, environment.tables, { decode, webhooks: config.notifications }),
    metrics,
  );
  const store = createStore(config.directories.store);
  const installation = await identify(
    installationRecords(db),
    config.directories.store,
    `${config.environment} on ${hostname()}`.slice(0, 120),
  );
  if (!(await installation.agrees())) log.warn({ installation: installation.self }, doubt);
  const directories = createDirectories(config, log);
  // The first sign of life of this worker already names its directories.
  await directories.look();

  // The workers are named by the queue when they start; until then there is no job that could ask.
  let workers: Workers | null = null;
  const name = `${config.environment}-${process.pid}-${randomUUID().slice(0, 8)}`;
  const deps: WorkerDeps = {
    config,
    records,
    inventory,
    source: sources.inventory,
    provenanceIn: sources.provenance,
    installation,
    ssh,
    secrets: createSecretStore(config.secrets),
    hostLooks: hostLookRecords(db),
    store,
    packages: createPackages(config.directories.store),
    payloads: createPayloads(store, log),
    directories,
    historyOf: createReleaseHistories(records, config.release.keep),
    leaseRenewer: createLeaseRenewer(records, name, config.lease.life, log),
    target: (app, source = config.environment) => loginFor(config.environments[source]!, app.host, app.login),
    announce: (requestId) => workers?.announce(requestId),
    arriveAt: async (name, size, ms) => await workers?.arriveAt(name, size, ms),
    submit: async (requestIds) => {
      for (const requestId of requestIds) {
        workers?.announce(requestId);
        await workers?.resubmit(requestId, true).catch((thrown: unknown) => {
          log.warn({ request: requestId, err: thrown }, 'not put into the queue yet: the sweep will');
        });
      }
    },
    now: () => db.now(),
    tracing: await createTracing({
      ...config.tracing,
      endpoint: config.tracing.endpoint.reveal(),
      service: `${config.tracing.service}-worker`,
      onError: (message) => log.warn({ reason: redact(message) }, 'tracing.endpoint: traces are not taken'),
    }),
    log,
  };
  workers = await startWorkers(
    {
      url: config.redis.url,
      environment: config.environment,
      requests: config.worker.requests,
      apps: config.worker.apps,
      backoffSeconds: config.retry.backoff,
      directories: directories.known,
      build: spellBuild(ownBuild),
      seclusion: () => examineSeclusion(),
      lacking: lackingPrograms(environmentForGit().PATH ?? ''),
      hooks: Object.keys(config.hooks.allowed),
      onError: (error) => log.warn({ err: error }, 'the queue is in trouble'),
    },
    {
      advanceRequest: (requestId, stops) => advanceRequest(deps, requestId, stops),
      runHostPhase: (job, stops, slot) => runHostPhase(deps, job, stops, slot),
      lookAtHost: (lookId, ending) => carryOutLook(deps, lookId, ending),
      followLog: (tailId, stops) =>
        followLog(
          { ...deps, ssh: lookSsh, sendTail: async (id, text) => (await workers?.sendTail(id, text)) ?? 0 },
          tailId,
          stops,
        ),
    },
  );
  const sweep = startSweep(deps, workers);
  const retention = startRetention(deps, workers);
  const cancels = watchCancels(deps, workers);
  const comparison = directories.watch(workers);
  const figures = serveMetrics(config, metrics, log);
  const deliveries = sendNotifications(deps);
  const looks = startLooks({ ...deps, ssh: lookSsh, looked: metrics.looked }, workers);
  log.info(
    { ...ownBuild, environment: config.environment, requests: config.worker.requests, apps: config.worker.apps },
    'ready',
  );

  let ending = false;
  const end = async (signal: string): Promise<void> => {
    if (ending) return;
    ending = true;
    log.info({ signal }, 'ending: work in hand is finished or handed on');
    const swept = Promise.all([sweep.stop(), retention.stop(), looks.stop()]);
    figures.stop();
    // Closing hangs while Redis or MySQL is away; all work has been handed on or left to the sweep by then.
    setTimeout(
      () => {
        log.warn('not everything could be closed in time');
        void endLogged(log);
      },
      (config.worker.shutdown + lastWordsSeconds) * 1000,
    );
    await workers?.close(config.worker.shutdown);
    await Promise.all([swept, cancels.stop(), comparison.stop(), deliveries.stop()]);
    await Promise.all([ssh.close(), lookSsh.close()]);
    await Promise.all([sources.close(), db.close(), deps.tracing.close()]);
    log.info('ended');
    await endLogged(log);
  };
  process.on('SIGTERM', (signal) => void end(signal));
  process.on('SIGINT', (signal) => void end(signal));
}

await begin(main);
