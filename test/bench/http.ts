import { once } from 'node:events';
import { Redis } from 'ioredis';
import { FlowProducer } from 'bullmq';
import { endProcess } from '#provision';
import { startEstate, type Estate } from '../support/estate.js';
import { figureOf, quantile, type Figure } from './figure.js';
import { press, type Pressed } from './press.js';
import { poster } from './poster.js';
import { tell } from './report.js';

const connections = 20;

/** The same flow without rexflow: a parent and a child for each of the two apps. */
function flowAdder(estate: Estate): { add: () => Promise<void>; close: () => Promise<void> } {
  const connection = new Redis(estate.redis.url, { maxRetriesPerRequest: null });
  const producer = new FlowProducer({ connection, prefix: '{bare}' });
  const data = { requestId: '00000000-0000-0000-0000-000000000000', appKey: 'server1', phase: 'visit' };
  return {
    add: async () => {
      const child = { name: 'visit', queueName: 'apps', data, opts: { ignoreDependencyOnFailure: true } };
      await producer.add({ name: 'walk', queueName: 'requests', data, children: [child, child] });
    },
    close: async () => {
      await producer.close();
      connection.disconnect();
    },
  };
}

/** Accepted POST /rex per second and how long they take, against FlowProducer.add of the same flow in turn. */
export async function measureHttp(rounds: number): Promise<Figure[]> {
  tell('starting a house with 2 hosts and no worker at work');
  const estate = await startEstate({ apps: [{}, {}], workers: 1, durable: true });
  const bare = flowAdder(estate);
  const post = poster(`${estate.url}/rex?token=${estate.token}`, connections);
  try {
    // Accepting is measured, not the checks themselves: they stay in the queue.
    const [worker] = estate.workers;
    const ended = once(worker!, 'exit');
    await endProcess(worker!.pid!, 20_000);
    await ended;
    const body = new URLSearchParams({ action: 'check', k: 'server', async: '1' }).toString();
    const accept = async (): Promise<void> => {
      const { status, text } = await post.send(body);
      if (status !== 202) throw new Error(`POST /rex answered ${status}: ${text}`);
    };
    const seconds = rounds > 2 ? 4 : 2;
    for (const one of [accept, bare.add]) await press(one, { at: connections, seconds: 1 });
    const rexflow: Pressed[] = [];
    const baseline: Pressed[] = [];
    for (let round = 0; round < rounds; round++) {
      rexflow.push(await press(accept, { at: connections, seconds }));
      baseline.push(await press(bare.add, { at: connections, seconds }));
    }
    const p99 = ({ ms }: Pressed): number => quantile(ms, 0.99);
    return [
      figureOf(
        'http.accepted',
        '1/s',
        rexflow.map((one) => one.rate),
        baseline.map((one) => one.rate),
      ),
      figureOf('http.accepted-p99', 'ms', rexflow.map(p99), baseline.map(p99)),
    ];
  } finally {
    post.close();
    await bare.close();
    await estate.stop();
  }
}
