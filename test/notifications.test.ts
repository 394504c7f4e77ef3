import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { text } from 'node:stream/consumers';
import { freePort } from '#provision';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startEstate, until, type Estate } from './support/estate.js';

const key = 'kept-from-everybody';
let estate: Estate;
let port: number;
let receiver: Server | undefined;
let heard: { headers: IncomingHttpHeaders; body: string; status: number }[] = [];

/** Opens the receiver, which answers with these statuses and then with 200. */
async function open(...statuses: number[]): Promise<void> {
  heard = [];
  receiver = createServer((request, response) => {
    void text(request).then((body) => {
      const status = statuses.shift() ?? 200;
      heard.push({ headers: request.headers, body, status });
      response.writeHead(status).end();
    });
  });
  receiver.listen(port, '127.0.0.1');
  await once(receiver, 'listening');
}
function shut(): void {
  receiver?.closeAllConnections();
  receiver?.close();
  receiver = undefined;
}

beforeAll(async () => {
  port = await freePort();
  estate = await startEstate({
    apps: [{}, {}],
    uat: { version: '7.0.0' },
    config: { notifications: [{ name: 'ci', url: `http://hook:geheim@127.0.0.1:${port}/releases`, secret: key }] },
  });
});
afterAll(async () => {
  shut();
  await estate?.stop();
});

const deliveries = async () =>
  await estate.rows('SELECT * FROM rexflow_deliveries ORDER BY created_at DESC, id LIMIT 1');
const latest = async () => (await deliveries())[0]!;
const release = async (): Promise<string> => {
  const answer = await estate.rex({ action: 'release', k: 'server', senv: 'uat' });
  expect(answer.at('code'), JSON.stringify(answer.body)).toBe('0');
  return String(answer.at('job'));
};
const delivered = async (): Promise<void> => {
  await until('the delivery', 40, async () => (await latest()).delivered_at !== null);
};

test('a receiver that is down and then fails is told in the end: one settlement, one id', async () => {
  const job = await release();
  await until('a try in vain', 20, async () => (await latest()).last_error !== null);
  expect(await latest()).toMatchObject({ request_id: job, webhook: 'ci', delivered_at: null });
  expect((await latest()).last_error).toBe('it cannot be reached: ECONNREFUSED');
  await open(500, 503);
  await delivered();
  const { id } = await latest();
  expect(heard.map(({ status }) => status)).toEqual([500, 503, 200]);
  for (const { headers, body } of heard) {
    expect(headers['x-rexflow-delivery']).toBe(id);
    expect(headers['x-rexflow-signature']).toBe(`sha256=${createHmac('sha256', key).update(body).digest('hex')}`);
    const signed = `${String(id)}.${String(headers['webhook-timestamp'])}.${body}`;
    const signature = createHmac('sha256', key).update(signed).digest('base64');
    expect([headers['webhook-id'], headers['webhook-signature']]).toEqual([id, `v1,${signature}`]);
    expect(headers.authorization).toBe(`Basic ${Buffer.from('hook:geheim').toString('base64')}`);
  }
  expect(new Set(heard.map(({ body }) => body)).size).toBe(1);
  expect(JSON.parse(heard[0]!.body)).toMatchObject({
    delivery: id,
    environment: 'prod',
    request: job,
    action: 'release',
    caller: 'admin',
    outcome: 'done',
    ...{ version: '7.0.0', commit: null, branch: null, build: null, note: null, on_behalf_of: null },
    trouble: null,
    apps: estate.hosts.map(({ app }, at) => ({
      app_key: `server${at + 1}`,
      host: app.host,
      outcome: 'done',
      standing: 'new',
      version: '7.0.0',
      trouble: null,
    })),
  });
  shut();
});

test('a failure is told with its code; what changes no app is not told', async () => {
  await open();
  const answer = await estate.rex({ action: 'release', k: 'server', url: `http://127.0.0.1:${port}/`, full: '1' });
  expect(answer.at('code')).toBe('-1');
  await until('the notification', 20, () =>
    Promise.resolve(heard.some(({ headers }) => headers['x-rexflow-delivery'])),
  );
  const told = heard.filter(({ headers }) => headers['x-rexflow-delivery']);
  expect(JSON.parse(told[0]!.body)).toMatchObject({ request: answer.at('job'), outcome: 'failed' });
  expect(JSON.parse(told[0]!.body)).toMatchObject({ trouble: { class: 'input', message: expect.any(String) } });
  await estate.rex({ action: 'check', k: 'server' });
  expect((await latest()).request_id).toBe(answer.at('job'));
  await delivered();
  shut();
});

test('a worker that is killed between settlement and delivery: another one delivers', async () => {
  const job = await release();
  const [worker] = estate.workers;
  const gone = once(worker!, 'exit');
  worker!.kill('SIGKILL');
  await gone;
  expect(await latest()).toMatchObject({ request_id: job, delivered_at: null });
  await open();
  estate.startWorker('worker2');
  await delivered();
  expect(heard).toHaveLength(1);
  expect(JSON.parse(heard[0]!.body)).toMatchObject({ request: job, delivery: (await latest()).id });
  const all = await estate.rows('SELECT request_id, COUNT(*) AS n FROM rexflow_deliveries GROUP BY request_id');
  expect(all.map((row) => Number(row.n))).toEqual([1, 1, 1]);
});

test('no secret stands in the logs or the rows', async () => {
  const rows = JSON.stringify(await estate.rows('SELECT * FROM rexflow_deliveries'));
  for (const said of [rows, ...['worker1', 'worker2', 'gateway'].map(estate.logs)]) {
    expect(said).not.toContain(key);
    expect(said).not.toContain('geheim');
  }
  expect(estate.logs('worker1')).toContain('a webhook did not take its notification');
});
