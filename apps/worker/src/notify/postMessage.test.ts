import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { Secret } from '#shell';
import { afterEach, expect, test } from 'vitest';
import { notificationTypes, type Notification } from '#notify';
import { postMessage } from './postMessage.js';

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
const notification: Notification = {
  ...{ id: 'd-1', environment: '发布', request: 'r', action: 'release', caller: 'ci' },
  outcome: 'done',
  ...{
    acceptedAt: new Date(0),
    settledAt: null,
    error: null,
    mixed: null,
    skipped: [],
    warnings: [],
    targets: [],
    provenance: {},
    remarks: {},
  },
};
const post = (url: string, signal = new AbortController().signal) => {
  const receiver = { url: new Secret(url), secret: null };
  return postMessage(() => notificationTypes.webhook.message(notification, receiver, new Date(0)), signal);
};

test('a message arrives as it was made', async () => {
  const heard: { request: IncomingMessage; body: string }[] = [];
  const port = await listen((request, response) => {
    void text(request).then((body) => {
      heard.push({ request, body });
      response.end('thanks');
    });
  });
  expect(await post(`http://ci:p%40ss@127.0.0.1:${port}/hook?a=1`)).toBeNull();
  const [{ request, body }] = heard as [(typeof heard)[0]];
  expect(JSON.parse(body)).toMatchObject({ delivery: 'd-1', environment: '发布' });
  expect(request.url).toBe('/hook?a=1');
  expect(request.headers).toMatchObject({
    'content-type': 'application/json',
    'webhook-id': 'd-1',
    authorization: `Basic ${Buffer.from('ci:p@ss').toString('base64')}`,
  });
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
