import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import type { HealthCheck } from '#release';
import { askOnce, testHealthType } from './testing/battery.js';
import { secureServer } from './testing/secureServer.js';

type HttpCheck = Extract<HealthCheck, { type: 'http' }>;

/** A server that ends with the test, and a check that asks it. */
async function asks(answer: RequestListener, more: Partial<HttpCheck> = {}): Promise<HttpCheck> {
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

test.each<[string, Partial<HttpCheck>, string | null]>([
  ['a status below 400', {}, null],
  ['the status it wants', { status: [201] }, null],
  ['another status than it wants', { status: [200] }, 'it answers 201 instead of 200: made well'],
  ['a body that matches', { pattern: '^made .ell$' }, null],
  ['a body that does not', { pattern: '^never$' }, 'its answer does not match "^never$": made well'],
])('http: %s', async (_, more, reason) => {
  const check = await asks((_request, response) => response.writeHead(201).end('made well'), more);
  expect(await askOnce(check)).toEqual(reason === null ? null : { url: check.url, reason });
});

/** What a server was asked, and how. */
const heard = async ({ method, url, headers }: IncomingMessage, body: AsyncIterable<Buffer>) => {
  let sent = '';
  for await (const part of body) sent += String(part);
  const { authorization, host } = headers;
  return { method, url, type: headers['content-type'], authorization, host, from: headers['x-from'], sent };
};

type Heard = Partial<Awaited<ReturnType<typeof heard>>>;

const basic = (login: string) => `Basic ${Buffer.from(login).toString('base64')}`;
test.each<[string, Partial<HttpCheck>, Heard]>([
  ['headers', { headers: { 'X-From': 'rexflow' } }, { method: 'GET', from: 'rexflow', sent: '' }],
  ['another Host', { headers: { host: 'a.example:81' } }, { host: 'a.example:81' }],
  ['a form', { body: 'a=1&b=' }, { method: 'POST', sent: 'a=1&b=', type: 'application/x-www-form-urlencoded' }],
  ['JSON', { body: '{"a":1}' }, { method: 'POST', sent: '{"a":1}', type: 'application/json' }],
  ['other text', { body: 'ping me' }, { method: 'POST', type: 'text/plain;charset=UTF-8' }],
  ['text that is named', { body: '[]', headers: { 'Content-Type': 'a/b' } }, { type: 'a/b', sent: '[]' }],
  ['HEAD', { method: 'HEAD' }, { method: 'HEAD', sent: '' }],
  ['PUT', { method: 'PUT', body: 'a=1' }, { method: 'PUT', sent: 'a=1' }],
  [
    'a user and a password',
    { url: 'http://us%40er:pa:ss@HOST/x?y=1' },
    { url: '/x?y=1', authorization: basic('us@er:pa:ss') },
  ],
  [
    'a header before the password',
    { url: 'http://u:p@HOST/', headers: { authorization: 'mine' } },
    { authorization: 'mine' },
  ],
])('http: %s is sent as it is meant', async (_, { url, ...more }, expected) => {
  const seen: Heard[] = [];
  const check = await asks((request, response) => {
    void heard(request, request).then((found) => {
      seen.push(found);
      response.end();
    });
  }, more);
  const place = new URL(check.url).host;
  expect(await askOnce({ ...check, ...(url && { url: url.replace('HOST', place) }) })).toBeNull();
  expect(seen).toMatchObject([expected]);
});

test('http: a user and a password of the address show nowhere', async () => {
  const check = await asks((_request, response) => response.writeHead(401).end());
  const url = check.url.replace('http://', 'http://user:pass/word@');
  for (const asked of [url, 'http://user:pass@127.0.0.1:1/?token=abc']) {
    expect(JSON.stringify(await askOnce({ ...check, url: asked }))).not.toMatch(/user|pass|word|abc/);
  }
});

test('http: a redirect is followed, without what is meant for the first server, unless one is expected', async () => {
  const seen: Heard[] = [];
  const other = await asks((request, response) => {
    void heard(request, request).then((found) => seen.push(found));
    response.end('there');
  });
  const first = await asks((request, response) => {
    const location = request.url === '/health' ? '/next' : other.url;
    response.writeHead(302, { location }).end('elsewhere');
  });
  const url = first.url.replace('//', '//u:p@');
  const check = { ...first, url, body: 'a=1', headers: { host: 'a.example', 'X-From': 'us' }, pattern: 'there' };
  expect(await askOnce(check)).toBeNull();
  expect(seen).toEqual([{ method: 'GET', url: '/health', from: 'us', sent: '', host: new URL(other.url).host }]);
  expect(await askOnce({ ...check, status: [301, 302], pattern: 'elsewhere' })).toBeNull();
  const round = await asks((_request, response) => response.writeHead(301, { location: '/' }).end());
  expect((await askOnce({ ...round, status: [200] }))?.reason).toMatch('301 instead of 200');
});

test('http: a port that browsers do not ask is asked', async () => {
  const found = await askOnce({ ...(await asks(() => undefined)), url: 'http://127.0.0.1:6000/' });
  expect(found?.reason).toMatch('ECONNREFUSED');
});

test('http: an answer is unpacked, and read only as far as it may be', async () => {
  const bomb = gzipSync(Buffer.concat([Buffer.alloc(16 * 1024 * 1024), Buffer.from('end')]));
  const packed = { 'content-encoding': 'gzip' };
  const asked = async (body: Buffer, encoding: Record<string, string>, pattern: string) => {
    const check = await asks((_request, response) => response.writeHead(200, encoding).end(body), { pattern });
    return (await askOnce(check))?.reason ?? null;
  };
  expect(await asked(gzipSync('well'), packed, '^well$')).toBeNull();
  expect(await asked(brotliCompressSync('well'), { 'content-encoding': 'br' }, '^well$')).toBeNull();
  expect(await asked(bomb, packed, 'end')).toMatch('does not match');
  expect(await asked(Buffer.from('well'), packed, 'well')).toMatch('is said to be gzip');
  expect(await asked(Buffer.from('well'), { 'content-encoding': 'zstd' }, 'well')).toMatch('is said to be zstd');
});

test('http: a certificate has to be for the name that is said, by who is trusted', async () => {
  const { url, ca } = await secureServer();
  const reason = async (more: Partial<HttpCheck>) =>
    (await askOnce({ type: 'http', url, headers: {}, body: null, status: null, pattern: null, ...more }))?.reason ??
    null;
  expect(await reason({ tls: { name: 'a.example', ca } })).toBeNull();
  expect(await reason({ tls: { ca } })).toMatch("IP: 127.0.0.1 is not in the cert's list");
  expect(await reason({ tls: { name: 'b.example', ca } })).toMatch('b.example');
  expect(await reason({ tls: { name: 'a.example' } })).toMatch('self-signed');
  expect(await reason({ tls: { ca: '/nowhere/none' } })).toMatch(/no such file.*none/);
});
