import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { buildFigure } from '#config';
import type { Submitter } from '#queue';
import type { BackupRecords, GatewayRecords, Views } from '#records';
import { differencesAmong } from './directories.js';
import type { EventCursor } from './eventCursor.js';

/** The metrics of this process, and those of the installation that any process can tell. */
export interface GatewayMetrics {
  /** Counts an answer. */
  answered(call: { method: string; route: string; status: number; seconds: number }): void;
  /** In the text format of Prometheus. */
  text(): Promise<string>;
}

interface Sources {
  records: Pick<GatewayRecords, 'hold'>;
  backups: Pick<BackupRecords, 'last'>;
  views: Pick<Views, 'backlog' | 'leases' | 'tableSizes' | 'lookFigures'>;
  /** `fleet.look`. */
  lookSeconds: number;
  submitter: Pick<Submitter, 'workers'>;
  eventCursor: Pick<EventCursor, 'watching' | 'reads'>;
}

/** Milliseconds a store has to answer: a collector of metrics waits some ten seconds for all of them. */
const patience = 3000;

/** Awaits the answer of a store. Throws what it threw, or when it does not answer in time. */
async function soon<T>(asked: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`no answer within ${patience / 1000} s`));
    }, patience);
  });
  try {
    return await Promise.race([asked, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Creates the metrics. One whose store is away, or does not answer in time, is left out, and `rexflow_store_up` says so. */
export function createGatewayMetrics({
  records,
  backups,
  views,
  submitter,
  eventCursor,
  lookSeconds,
}: Sources): GatewayMetrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const { labels, ...build } = buildFigure;
  new Gauge({ ...build, labelNames: Object.keys(labels), registers }).set(labels, 1);
  const requests = new Counter({
    name: 'rexflow_http_requests_total',
    help: 'Answers by route and status.',
    labelNames: ['method', 'route', 'status'],
    registers,
  });
  const seconds = new Histogram({
    name: 'rexflow_http_request_seconds',
    help: 'Time to the end of an answer; streams of events last as long as somebody listens.',
    labelNames: ['method', 'route'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60, 600],
    registers,
  });
  const gauge = (name: string, help: string, labelNames: string[] = []): Gauge =>
    new Gauge({ name, help, labelNames, registers });
  const up = gauge('rexflow_store_up', '1 when the store answers, and in time.', ['store']);
  const depth = gauge('rexflow_releases_open', 'Releases that are not settled, by state.', ['state']);
  const age = gauge('rexflow_releases_open_oldest_seconds', 'Age of the oldest of them.', ['state']);
  const leases = gauge('rexflow_leases_held', 'Apps that are being changed.');
  const held = gauge('rexflow_held', '1 while the whole installation is held.');
  const backedUp = gauge(
    'rexflow_backup_last_success_timestamp_seconds',
    'Moment of the last backup, in seconds since 1970; 0 before the first.',
  );
  const workers = gauge('rexflow_workers_alive', 'Workers that have reported themselves lately.');
  const clocks = gauge(
    'rexflow_workers_clock_deviation_seconds',
    "How far the clock of the worker that is most wrong is from Redis'.",
  );
  const differing = gauge(
    'rexflow_directories_differing',
    'Directories of config.yml that are not the same place for all workers.',
  );
  const hosts = gauge('rexflow_fleet_hosts', 'Hosts of the catalogue, by whether somebody was in lately.', ['state']);
  const oldest = gauge('rexflow_fleet_oldest_look_seconds', 'Age of the look at the host that was seen longest ago.');
  const failing = gauge('rexflow_fleet_failing_apps', 'Apps that were last seen not to run, or not well.');
  const stopped = gauge('rexflow_fleet_stopped_apps', 'Apps that somebody had stopped, and nobody had started since.');
  const watchers = gauge('rexflow_event_watchers', 'Callers that wait for events here.');
  const reads = new Counter({
    name: 'rexflow_event_reads_total',
    help: 'Reads of events by callers: from memory, or from the records by who is further behind.',
    labelNames: ['from'],
    registers,
  });

  const tableBytes = gauge('rexflow_table_bytes', 'Room of a table of rexflow in MySQL, with its keys.', ['table']);
  const tableRows = gauge('rexflow_table_rows', 'Rows of it, as MySQL estimates them.', ['table']);

  async function askMysql(): Promise<void> {
    const [states, taken, sizes, looks, hold, backup] = await soon(
      Promise.all([
        views.backlog(),
        views.leases(),
        views.tableSizes(),
        views.lookFigures({ seconds: lookSeconds }),
        records.hold(),
        backups.last(),
      ]),
    );
    hosts.set({ state: 'seen' }, looks.seen);
    hosts.set({ state: 'unseen' }, looks.hosts - looks.seen);
    oldest.set(looks.oldestSeconds);
    failing.set(looks.failing);
    stopped.set(looks.stopped);
    for (const state of ['queued', 'accepted', 'running']) {
      const found = states.find((one) => one.state === state);
      depth.set({ state }, found?.count ?? 0);
      age.set({ state }, found?.oldestSeconds ?? 0);
    }
    leases.set(taken.length);
    held.set(hold === null ? 0 : 1);
    backedUp.set(backup === null ? 0 : backup.at.getTime() / 1000);
    for (const { table, rows, bytes } of sizes) {
      tableRows.set({ table }, rows);
      tableBytes.set({ table }, bytes);
    }
  }
  const askRedis = async (): Promise<void> => {
    const signs = await soon(submitter.workers());
    workers.set(signs.length);
    differing.set(differencesAmong({}, signs).length);
    clocks.set(Math.max(0, ...signs.map(({ clockAheadMs }) => Math.abs(clockAheadMs ?? 0) / 1000)));
  };

  return {
    answered: ({ method, route, status, seconds: took }) => {
      requests.inc({ method, route, status: String(status) });
      seconds.observe({ method, route }, took);
    },
    text: async () => {
      for (const one of [depth, age, tableBytes, tableRows, hosts]) one.reset();
      for (const one of [leases, held, backedUp, oldest, failing, stopped, workers, clocks, differing]) one.remove();
      watchers.set(eventCursor.watching());
      reads.reset();
      for (const [from, count] of Object.entries(eventCursor.reads())) reads.inc({ from }, count);
      const answers = await Promise.allSettled([askMysql(), askRedis()]);
      answers.forEach(({ status }, index) => {
        up.set({ store: index === 0 ? 'mysql' : 'redis' }, status === 'fulfilled' ? 1 : 0);
      });
      return await registry.metrics();
    },
  };
}
