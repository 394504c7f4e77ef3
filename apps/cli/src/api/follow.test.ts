import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { GatewayRefusal } from '../errors/cliError.js';
import { openApi } from './api.js';
import { follow } from './follow.js';

type Turn = (response: ServerResponse, request: IncomingMessage) => void;
let server: Server;
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

/** A gateway that answers its connections one after the other as told, and the numbers each was asked to go on from. */
async function gateway(...turns: Turn[]) {
  const asked: (string | undefined)[] = [];
  server = createServer((request, response) => {
    asked.push(request.headers['last-event-id'] as string | undefined);
    turns[Math.min(asked.length, turns.length) - 1]!(response, request);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return { api: openApi(`http://127.0.0.1:${port}`, 'x'), asked };
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

async function told(api: Awaited<ReturnType<typeof gateway>>['api']): Promise<{ ids: number[]; said: string[] }> {
  const [ids, said]: [number[], string[]] = [[], []];
  const how = {
    path: { id: 'r' },
    signal: new AbortController().signal,
    lost: () => said.push('lost'),
    back: () => said.push('back'),
  };
  for await (const { id } of follow<{ id: number }>(api, 'followRelease', how)) ids.push(id);
  return { ids, said };
}

test('what broke off goes on behind the last that was heard, each told once', async () => {
  const { api, asked } = await gateway(
    stream(events(1, 2), breakOff),
    problem(503, 'dependency'),
    stream(events(2, 3), finish),
    answer(204),
  );
  expect(await told(api)).toEqual({ ids: [1, 2, 3], said: ['lost', 'lost', 'back'] });
  expect(asked).toEqual([undefined, '2', '2', '3']);
});

test('a stream that ends as it should is no loss', async () => {
  const { api } = await gateway(stream(events(1), finish), answer(204));
  expect(await told(api)).toEqual({ ids: [1], said: [] });
});

test('what is refused is not tried again', async () => {
  const { api, asked } = await gateway(problem(401, 'refused'));
  await expect(told(api)).rejects.toThrow(GatewayRefusal);
  expect(asked).toHaveLength(1);
});

test('what is no rexflow is told as such', async () => {
  const { api } = await gateway((response) => response.end('<html>'));
  await expect(api.ask('getMe')).rejects.toThrow('is no rexflow (HTTP 200)');
});

test('a call under a key is sent again when its answer is lost, and another one is not', async () => {
  const lost: Turn = (response) => response.socket!.destroy();
  const { api, asked } = await gateway(lost, answer(202, { id: 'r' }));
  const headers = { 'Idempotency-Key': 'k' };
  expect(await api.ask('createRelease', { body: {}, headers })).toEqual({ id: 'r' });
  expect(asked).toHaveLength(2);
  server.close();
  const other = await gateway(lost, answer(202, { id: 'r' }));
  await expect(other.api.ask('retryRelease', { path: { id: 'r' } })).rejects.toThrow('no answer from');
  expect(other.asked).toHaveLength(1);
});
