import { createServer } from 'node:http';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Config } from '#config';
import type { Records } from '#records';
import type { Ssh } from '#ssh';
import type { Logger } from 'pino';

const buckets = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800];

/** What this worker has done, as Prometheus reads it. */
export function createMetrics(ssh: Pick<Ssh, 'connections'>) {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
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
  return {
    steps: timed('rexflow_step_seconds', 'Steps on hosts, by outcome.', ['phase', 'step', 'outcome']),
    phases: timed('rexflow_phase_seconds', 'Phases of releases, by outcome.', ['phase', 'outcome']),
    releases: new Counter({
      name: 'rexflow_releases_total',
      help: 'Releases settled by this worker, by outcome.',
      labelNames: ['outcome'],
      registers,
    }),
    bytes: new Counter({ name: 'rexflow_sent_bytes_total', help: 'Bytes sent to hosts.', registers }),
    text: () => registry.metrics(),
  };
}

export type Metrics = ReturnType<typeof createMetrics>;

/** The same records; what goes through them is counted on the way. */
export function measured(records: Records, metrics: Metrics): Records {
  const steps = new Map<number, number>();
  const phases = new Map<string, number>();
  const since = (begun: number | undefined): number => (begun === undefined ? 0 : (Date.now() - begun) / 1000);
  return {
    ...records,
    beginStep: async (part, step) => {
      const begun = await records.beginStep(part, step);
      steps.set(begun.number, Date.now());
      return begun;
    },
    endStep: async (part, number, end) => {
      const begun = steps.get(number);
      steps.delete(number);
      await records.endStep(part, number, end);
      metrics.steps.observe({ phase: part.phase, step: end.step, outcome: end.state }, since(begun));
      const sent = Number(end.facts.bytes_sent ?? 0);
      if (sent > 0) metrics.bytes.inc(sent);
    },
    enterPhase: async (walk, phase, batch) => {
      await records.enterPhase(walk, phase, batch);
      phases.set(walk.requestId, Date.now());
    },
    endPhase: async (walk, phase, found) => {
      await records.endPhase(walk, phase, found);
      const outcome = found.trouble ? 'failed' : 'done';
      metrics.phases.observe({ phase, outcome }, since(phases.get(walk.requestId)));
    },
    settle: async (walk, settlement, rollbacks) => {
      const granted = await records.settle(walk, settlement, rollbacks);
      phases.delete(walk.requestId);
      if (granted !== null) metrics.releases.inc({ outcome: settlement.outcome });
      return granted;
    },
  };
}

/** Serves the figures at `worker.metrics_port`; a port that is taken costs the figures, not the worker. */
export function serveMetrics({ worker }: Config, metrics: Metrics, log: Logger): { stop: () => void } {
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
