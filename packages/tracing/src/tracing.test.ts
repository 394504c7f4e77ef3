import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { spanIdOf, traceIdOf } from './ids.js';
import type { Span } from './span.js';
import { createTracing } from './tracing.js';

const span: Span = {
  requestId: 'r1',
  part: 'request',
  within: null,
  name: 'accept release',
  kind: 'answer',
  begunAt: new Date(1000),
  endedAt: new Date(2000),
  trouble: null,
  attributes: { 'rexflow.app': 'server1', nothing: undefined },
};

/** A collector that keeps what is posted to it. */
async function collector() {
  const bodies: string[] = [];
  const logins: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    let text = '';
    logins.push(request.headers.authorization);
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      bodies.push(text);
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { bodies, logins, endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/traces` };
}
const open = (endpoint: string, ratio = 1) =>
  createTracing({ endpoint, service: 'rexflow-test', ratio, onError: () => undefined });

test('what is left is sent at the end, under names that two programs find for themselves', async () => {
  const { bodies, endpoint } = await collector();
  const tracing = await open(endpoint);
  tracing.tell(span);
  tracing.tell({ ...span, part: 'work', within: 'request', trouble: 'START_FAILED' });
  await tracing.close();
  const text = bodies.join('\n');
  for (const known of [
    traceIdOf('r1'),
    spanIdOf('r1', 'request'),
    spanIdOf('r1', 'work'),
    'START_FAILED',
    '"rexflow-test"',
  ]) {
    expect(text).toContain(known);
  }
  expect(text).toContain(`"parentSpanId":"${spanIdOf('r1', 'request')}"`);
});

test('a user and a password of the address are sent', async () => {
  const { logins, endpoint } = await collector();
  const tracing = await open(endpoint.replace('//', '//us:er@'));
  tracing.tell(span);
  await tracing.close();
  expect(logins).toEqual([`Basic ${Buffer.from('us:er').toString('base64')}`]);
});

test('of a share of the requests every program tells all or nothing', async () => {
  const tracedRequests = async (): Promise<Set<string>> => {
    const { bodies, endpoint } = await collector();
    const tracing = await open(endpoint, 0.5);
    for (let number = 0; number < 200; number++) {
      tracing.tell({ ...span, requestId: `r${number}` });
      tracing.tell({ ...span, requestId: `r${number}`, part: 'work', within: 'request' });
    }
    await tracing.close();
    const ids = [...bodies.join('\n').matchAll(/"traceId":"(\w+)"/g)].map(([, id]) => id!);
    expect(ids.length).toBe(new Set(ids).size * 2);
    return new Set(ids);
  };
  const [one, other] = [await tracedRequests(), await tracedRequests()];
  expect(one).toEqual(other);
  expect(one.size).toBeGreaterThan(50);
  expect(one.size).toBeLessThan(150);
});
