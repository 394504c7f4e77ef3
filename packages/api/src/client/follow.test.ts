import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { createClient, type Client } from './call.js';
import { ProblemError } from './errors.js';

type Turn = (response: ServerResponse, request: IncomingMessage) => void;
let server: Server;
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

/** A gateway that answers its connections one after the other in turn, and the numbers each was asked to go on from. */
async function gateway(...turns: Turn[]) {
  const asked: (string | undefined)[] = [];
  server = createServer((request, response) => {
    asked.push(request.headers['last-event-id'] as string | undefined);
    turns[Math.min(asked.length, turns.length) - 1]!(response, request);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return { client: createClient({ base: `http://127.0.0.1:${port}`, token: () => 'x', attempts: 3 }), asked };
}

const events = (...ids: number[]): string => ids.map((id) => `id: ${id}\ndata: {"id":${id}}\n\n`).join('');
const stream = (text: string, end: (response: ServerResponse) => void): Turn => {
  return (response) => {
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    response.write(`retry: 2000\n\n${text}`, () => {
      end(response);
    });
  };
};
const finish = (response: ServerResponse): void => void response.end();
const breakOff = (response: ServerResponse): void => void response.socket!.destroy();
const answer = (status: number, body?: object): Turn => {
  return (response) => response.writeHead(status).end(body && JSON.stringify(body));
};
const problem = (status: number, of: string) =>
  answer(status, { code: 'X', class: of, status, detail: 'no', advice: null });

async function followed(client: Client): Promise<{ ids: number[]; reports: string[] }> {
  const [ids, reports]: [number[], string[]] = [[], []];
  const options = {
    path: { id: 'r' },
    signal: new AbortController().signal,
    lost: () => void reports.push('lost'),
    opened: (again: boolean) => {
      if (again) reports.push('opened again');
    },
  };
  for await (const items of client.follow('followRelease', options)) ids.push(...items.map(({ id }) => id));
  return { ids, reports };
}

test('what broke off goes on behind the last that was heard, each once', async () => {
  const { client, asked } = await gateway(
    stream(events(1, 2), breakOff),
    problem(503, 'dependency'),
    stream(events(2, 3), finish),
    answer(204),
  );
  expect(await followed(client)).toEqual({ ids: [1, 2, 3], reports: ['lost', 'lost', 'opened again'] });
  expect(asked).toEqual([undefined, '2', '2', '3']);
});

test('a stream that ends as it should is no loss', async () => {
  const { client } = await gateway(stream(events(1), finish), answer(204));
  expect(await followed(client)).toEqual({ ids: [1], reports: [] });
});

test('what is refused is not tried again', async () => {
  const { client, asked } = await gateway(problem(401, 'refused'));
  await expect(followed(client)).rejects.toThrow(ProblemError);
  expect(asked).toHaveLength(1);
});

test('what is no rexflow is reported as such', async () => {
  const { client } = await gateway((response) => response.end('<html>'));
  await expect(client.call('getMe')).rejects.toThrow('is no rexflow (HTTP 200)');
});

test('a call under a key is sent again when its answer is lost, and another one is not', async () => {
  const lost: Turn = (response) => response.socket!.destroy();
  const { client, asked } = await gateway(lost, answer(202, { id: 'r' }));
  const headers = { 'Idempotency-Key': 'k' };
  expect(
    await client.call('createRelease', { body: { apps: ['web'], source: { type: 'updateDirectory' } }, headers }),
  ).toEqual({ id: 'r' });
  expect(asked).toHaveLength(2);
  server.close();
  const other = await gateway(lost, answer(202, { id: 'r' }));
  await expect(other.client.call('retryRelease', { path: { id: 'r' } })).rejects.toThrow('no answer from');
  expect(other.asked).toHaveLength(1);
});
