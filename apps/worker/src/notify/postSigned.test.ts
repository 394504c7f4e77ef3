import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { Secret } from '#shell';
import { afterEach, expect, test } from 'vitest';
import { postSigned } from './postSigned.js';

let server: Server;
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

async function listen(answer: RequestListener): Promise<number> {
  server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}
const webhook = (url: string, secret: string | null = null) => ({
  name: 'x',
  url: new Secret(url),
  secret: secret === null ? null : new Secret(secret),
  on: [],
  actions: [],
});
const post = (url: string, secret: string | null = null, signal = new AbortController().signal) =>
  postSigned(webhook(url, secret), 'd-1', { text: '发布' }, signal);

test('the body is signed as it is sent, and a login of the address becomes a header', async () => {
  const heard: { request: IncomingMessage; body: string }[] = [];
  const port = await listen((request, response) => {
    void text(request).then((body) => {
      heard.push({ request, body });
      response.end('thanks');
    });
  });
  expect(await post(`http://ci:p%40ss@127.0.0.1:${port}/hook?a=1`, 'key')).toBeNull();
  const [{ request, body }] = heard as [(typeof heard)[0]];
  expect(JSON.parse(body)).toEqual({ text: '发布' });
  expect(request.url).toBe('/hook?a=1');
  expect(request.headers).toMatchObject({
    'content-type': 'application/json',
    'x-rexflow-delivery': 'd-1',
    'x-rexflow-signature': `sha256=${createHmac('sha256', 'key').update(body).digest('hex')}`,
    authorization: `Basic ${Buffer.from('ci:p@ss').toString('base64')}`,
  });
  expect(await post(`http://127.0.0.1:${port}/`)).toBeNull();
  expect(heard[1]!.request.headers).not.toHaveProperty('x-rexflow-signature');
  expect(heard[1]!.request.headers).not.toHaveProperty('authorization');
});

test('anything but 2xx is not taken, and a redirect is not followed', async () => {
  const paths: string[] = [];
  const port = await listen((request, response) => {
    paths.push(request.url!);
    response.writeHead(Number(request.url!.slice(1)), { Location: '/200' }).end();
  });
  expect(await post(`http://127.0.0.1:${port}/500`)).toBe('it answers 500');
  expect(await post(`http://127.0.0.1:${port}/302`)).toBe('it answers 302');
  expect(await post(`http://127.0.0.1:${port}/204`)).toBeNull();
  expect(paths).toEqual(['/500', '/302', '/204']);
});

test('who is away is said so without the address', async () => {
  const port = await listen(() => undefined);
  await new Promise((resolve) => server.close(resolve));
  const error = await post(`http://ci:geheim@127.0.0.1:${port}/token-in-path`);
  expect(error).toBe('it cannot be reached: ECONNREFUSED');
});

test('an address whose login cannot be read is said so without the address', async () => {
  const port = await listen(() => undefined);
  expect(await post(`http://ci:100%@127.0.0.1:${port}/hook`)).toBe('the login in its address is not percent-encoded');
});
