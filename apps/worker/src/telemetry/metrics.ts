import { createServer } from 'node:http';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { buildFigure, type Config } from '#config';
import { mixedIn } from '#contract';
import type { Records } from '#records';
import { absencesOf, workflows } from '#release';
import type { SshClient } from '#ssh';
import type { Logger } from 'pino';
import { createStopwatch } from './stopwatch.js';

const buckets = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800];

/** Creates the metrics of this worker, as Prometheus reads them. */
export function createWorkerMetrics(ssh: Pick<SshClient, 'connections'>) {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const { labels, ...build } = buildFigure;
  new Gauge({ ...build, labelNames: Object.keys(labels), registers }).set(labels, 1);
  const timed = (name: string, help: string, labelNames: string[]): Histogram =>
    new Histogram({ name, help, labelNames, buckets, registers });
  new Gauge({
    name: 'rexflow_ssh_connections',
    help: 'SSH connections open in this worker.',
    registers,
    collect() {
      this.set(ssh.connections());
    },
  });
  const looks = new Counter({
    name: 'rexflow_looks_total',
    help: 'Looks of this worker at hosts: seen, away where it did not get in, busy where requests were at work on all its apps.',
    labelNames: ['outcome'],
    registers,
  });
  for (const outcome of ['seen', 'away', 'busy']) looks.inc({ outcome }, 0);
  const lookSeconds = timed('rexflow_look_seconds', 'Time a look at a host took.', []);
  return {
    looked: (outcome: 'seen' | 'away' | 'busy', seconds: number): void => {
      looks.inc({ outcome });
      if (outcome !== 'busy') lookSeconds.observe(seconds);
    },
    steps: timed('rexflow_step_seconds', 'Steps on hosts, by outcome.', ['phase', 'step', 'outcome']),
    phases: timed(
      'rexflow_phase_seconds',
      'Phases of requests, by outcome; what is done app by app counts for each app.',
      ['phase', 'outcome'],
    ),
    releases: new Counter({
      name: 'rexflow_releases_total',
      help: 'Releases settled by this worker, by outcome.',
      labelNames: ['outcome'],
      registers,
    }),
    mixed: new Counter({
      name: 'rexflow_releases_mixed_total',
      help: 'Releases and rollbacks settled by this worker that left a group with several releases.',
      registers,
    }),
    handChanges: new Counter({
      name: 'rexflow_hand_changes_total',
      help: 'Hosts whose hand-made changes a release or rollback met, by what became of them; refused counts requests.',
      labelNames: ['became'],
      registers,
    }),
    absences: new Histogram({
      name: 'rexflow_path_missing_seconds',
      help: 'How long paths on hosts were missing while data moved out of a release, or a link took the place of a directory.',
      buckets: [0.01, 0.02, 0.05, 0.1, 0.25, 1, 10],
      registers,
    }),
    bytes: new Counter({ name: 'rexflow_sent_bytes_total', help: 'Bytes sent to hosts.', registers }),
    pruned: new Counter({
      name: 'rexflow_pruned_rows_total',
      help: 'Rows this worker has removed because they were older than `retention` says.',
      labelNames: ['of'],
      registers,
    }),
    text: () => registry.metrics(),
  };
}

export type WorkerMetrics = ReturnType<typeof createWorkerMetrics>;

/** Phases whose work is done app by app: they end with the result of each app, the others as a whole. */
const perApp = new Set<string>(Object.values(workflows).flatMap(({ pipelines }) => Object.keys(pipelines)));

/** The same records, with their calls counted and timed. Work that began in another worker has no time here. */
export function measured(records: Records, metrics: WorkerMetrics): Records {
  const watch = createStopwatch();
  const stepOf = (number: number): string => `step ${number}`;
  const phaseOf = (requestId: string, phase: string, appKey = ''): string => `${phase} ${requestId} ${appKey}`;
  const observe = (histogram: Histogram, name: string, labels: Record<string, string>): void => {
    const seconds = watch.stop(name);
    if (seconds !== null) histogram.observe(labels, seconds);
  };
  return {
    ...records,
    beginStep: async (part, step) => {
      const begun = await records.beginStep(part, step);
      watch.start(stepOf(begun.number));
      watch.start(phaseOf(part.requestId, part.phase, part.appKey));
      return begun;
    },
    endStep: async (part, number, end) => {
      await records.endStep(part, number, end);
      observe(metrics.steps, stepOf(number), { phase: part.phase, step: end.step, outcome: end.state });
      const sent = Number(end.facts.bytes_sent ?? 0);
      if (sent > 0) metrics.bytes.inc(sent);
      for (const { ms } of absencesOf(end.facts)) if (ms !== null) metrics.absences.observe(ms / 1000);
      const { drift_became: became } = end.facts;
      if (became !== undefined && end.state === 'done') metrics.handChanges.inc({ became });
    },
    storeHostResult: async (part, result) => {
      await records.storeHostResult(part, result);
      const { requestId, phase, appKey } = part;
      observe(metrics.phases, phaseOf(requestId, phase, appKey), { phase, outcome: result.vote });
    },
    enterPhase: async (lease, phase, batch, how) => {
      await records.enterPhase(lease, phase, batch, how);
      if (!perApp.has(phase)) watch.start(phaseOf(lease.requestId, phase));
    },
    endPhase: async (lease, phase, found) => {
      await records.endPhase(lease, phase, found);
      observe(metrics.phases, phaseOf(lease.requestId, phase), { phase, outcome: found.trouble ? 'failed' : 'done' });
      if (found.trouble?.code === 'DRIFTED') metrics.handChanges.inc({ became: 'refused' });
    },
    prune: async (retention, kept) => {
      const pruned = await records.prune(retention, kept);
      for (const [of, count] of pruned.flatMap(({ rows }) => Object.entries(rows))) metrics.pruned.inc({ of }, count);
      return pruned;
    },
    settle: async (lease, settlement, rollbacks) => {
      const granted = await records.settle(lease, settlement, rollbacks);
      if (granted === null) return granted;
      metrics.releases.inc({ outcome: settlement.outcome });
      if (mixedIn(settlement) !== null) metrics.mixed.inc();
      return granted;
    },
  };
}

/** Serves the metrics at `worker.metrics_port`; if the port is taken, the worker goes on without. */
export function serveMetrics({ worker }: Config, metrics: WorkerMetrics, log: Logger): { stop: () => void } {
  if (worker.metricsPort === 0) return { stop: () => undefined };
  const server = createServer((req, res) => {
    if (req.method !== 'GET' || req.url !== '/metrics') {
      res.writeHead(404).end();
      return;
    }
    metrics.text().then(
      (text) => res.writeHead(200, { 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8' }).end(text),
      () => res.writeHead(500).end(),
    );
  });
  server.on('error', (error) => log.warn({ err: error }, 'worker.metrics_port: figures are not served'));
  server.listen(worker.metricsPort, worker.metricsHost);
  return {
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
