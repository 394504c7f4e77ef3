import { startBareGateway } from '../bareGateway.js';
import { caller } from '../caller.js';
import { figureOf, quantile, type Rounds } from '../figure.js';
import { connections, withFront } from '../front.js';
import { pace, press } from '../press.js';
import type { Part } from './part.js';

/** Accepted releases per second and how long they take, against the minimal route; polls per second. */
export const measureHttp: Part = ({ rounds }, found) =>
  withFront(async ({ estate, catalogue, calls, accept }) => {
    const gateway = await startBareGateway(estate);
    const bareCalls = caller(gateway.url, connections);
    const jobs: string[] = [];
    const ours = async (): Promise<void> => {
      jobs.push(await accept());
    };
    const theirs = async (): Promise<void> => {
      const { status } = await bareCalls.post('/rex', 'action=release&k=app1&async=1');
      if (status !== 202) throw new Error(`the minimal route answered ${status}`);
    };
    let polled = 0;
    const poll = async (): Promise<void> => {
      const job = jobs[polled++ % jobs.length]!;
      const { status, text } = await calls.get(`/rex/jobs/${job}?token=${estate.token}`);
      if (status !== 200) throw new Error(`GET /rex/jobs/${job} answered ${status}: ${text}`);
    };
    const rate: Rounds = { rexflow: [], baseline: [] };
    const p99: Rounds = { rexflow: [], baseline: [] };
    const polls: number[] = [];
    const full = { at: connections, seconds: 2 };
    try {
      // Until what runs often is compiled: a gateway serves for weeks. Between, the apps are freed for the next.
      for (let time = 0; time < 5; time++) {
        for (const one of [ours, theirs]) await press(one, full);
        await catalogue.settle();
      }
      for (let round = 0; round < rounds; round++) {
        await catalogue.settle();
        const one = await press(ours, full);
        rate.rexflow.push(one.rate);
        const other = await press(theirs, full);
        rate.baseline.push(other.rate);
        polls.push((await press(poll, full)).rate);
        await catalogue.settle();
        p99.rexflow.push(quantile(await pace(ours, { rate: one.rate / 2, seconds: 2 }), 0.99));
        p99.baseline.push(quantile(await pace(theirs, { rate: other.rate / 2, seconds: 2 }), 0.99));
      }
    } finally {
      bareCalls.close();
      await gateway.stop();
    }
    found(figureOf('http.accepted', '1/s', rate.rexflow, rate.baseline));
    found(figureOf('http.p99-at-half-rate', 'ms', p99.rexflow, p99.baseline));
    found(figureOf('http.polls', '1/s', polls, rate.rexflow));
  });
