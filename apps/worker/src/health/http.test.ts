import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import type { HealthCheck } from '#release';
import { askHealth } from './askHealth.js';
import { testHealthType } from './testing/battery.js';

/** A server that ends with the test, and a check that asks it. */
async function asks(answer: RequestListener, more: Partial<HealthCheck> = {}): Promise<HealthCheck> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/health`;
  return { type: 'http', url, headers: {}, body: null, status: null, pattern: null, ...more };
}

testHealthType('http', async (answering) => {
  let asked = 0;
  const check = await asks((_request, response) => {
    asked += 1;
    if (answering === 'silent') return;
    response.writeHead(answering === 'unwell' || (answering === 'late' && asked < 3) ? 503 : 200).end('ok');
  });
  return answering === 'gone' ? { ...check, url: 'http://127.0.0.1:1/' } : check;
});

const askOnce = (check: HealthCheck) =>
  askHealth({ check, deadlineMs: 0 }, new AbortController().signal, () => Promise.resolve(true));

test.each<[string, Partial<HealthCheck>, string | null]>([
  ['a status below 400', {}, null],
  ['the status it wants', { status: 201 }, null],
  ['another status than it wants', { status: 200 }, 'it answers 201 instead of 200'],
  ['a body that matches', { pattern: '^made .ell$' }, null],
  ['a body that does not', { pattern: '^never$' }, 'its answer does not match "^never$": made well'],
])('http: %s', async (_, more, reason) => {
  const check = await asks((_request, response) => response.writeHead(201).end('made well'), more);
  const { trouble } = await askOnce(check);
  if (reason === null) expect(trouble).toBeNull();
  else expect(trouble).toEqual({ code: 'HEALTH_FAILED', details: { url: check.url, reason } });
});

test('http: headers are sent, and a body by POST', async () => {
  const seen: unknown[] = [];
  const listener: RequestListener = (request, response) => {
    void (async () => {
      let body = '';
      for await (const part of request) body += String(part);
      seen.push([request.method, request.headers['x-from'], body]);
      response.end();
    })();
  };
  await askOnce(await asks(listener, { headers: { 'X-From': 'rexflow' } }));
  await askOnce(await asks(listener, { body: 'a=1' }));
  expect(seen).toEqual([
    ['GET', 'rexflow', ''],
    ['POST', undefined, 'a=1'],
  ]);
});
