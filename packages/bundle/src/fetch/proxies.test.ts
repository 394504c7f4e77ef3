import { once } from 'node:events';
import { createServer, request as ask } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { asCodedError } from '#contract';
import { scratch, trouble } from '../scratch.js';
import { fetchPackage } from './fetchPackage.js';
import type { ProxySettings } from './proxies.js';
import { serve } from './serve.fixture.js';

/** A proxy that notes what goes through it, with the logins it is given; gives its host and port. */
async function openProxy(through: string[], logins: string[] = []): Promise<string> {
  const note = (authorization = ''): void =>
    void logins.push(Buffer.from(authorization.replace('Basic ', ''), 'base64').toString());
  const proxy = createServer((request, response) => {
    through.push(`${request.method} ${request.url}`);
    note(request.headers['proxy-authorization']);
    ask(request.url!, { headers: request.headers }, (answer) => answer.pipe(response)).end();
  }).listen(0, '127.0.0.1');
  proxy.on('connect', (request, socket) => {
    through.push(`CONNECT ${request.url}`);
    socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
  });
  onTestFinished(() => {
    proxy.closeAllConnections();
    proxy.close();
  });
  await once(proxy, 'listening');
  return `127.0.0.1:${(proxy.address() as AddressInfo).port}`;
}

const by = (address: string, except: string[] = []): ProxySettings => {
  const named = { address, of: 'package.proxy' };
  return { http: named, https: named, except };
};

async function fetchBy(url: string, proxies: ProxySettings): Promise<void> {
  await fetchPackage({ url, into: await scratch(), timeoutMs: 20_000, maxBytes: 1000, pausesMs: [], proxies });
}

test('a download goes through the proxy that was named, unless its host is excepted', async () => {
  const through: string[] = [];
  const proxy = `http://${await openProxy(through)}`;
  const url = `${await serve((_request, response) => response.end('x'))}/a.tar`;
  await fetchBy(url, by(proxy, ['127.0.0.1']));
  expect(through).toEqual([]);
  await fetchBy(url, by(proxy, ['other.example']));
  expect(through).toHaveLength(1);
  await expect(fetchBy('https://packages.example/a', by(proxy))).rejects.toMatchObject(
    trouble('DOWNLOAD_FAILED', { reason: expect.stringContaining('403') }),
  );
  expect(through.at(-1)).toBe('CONNECT packages.example:443');
});

test.each([
  ['without a scheme', '', 'user:word', 'user:word'],
  ['with a percent sign in its password', 'http://', 'user:100%', 'user:100%'],
  ['with escapes', 'http://', 'us%40er:p%3Aw', 'us@er:p:w'],
])('a proxy is logged in to as its address says: %s', async (_what, scheme, login, given) => {
  const logins: string[] = [];
  const proxy = await openProxy([], logins);
  const url = `${await serve((_request, response) => response.end('x'))}/a.tar`;
  await fetchBy(url, by(`${scheme}${login}@${proxy}`));
  expect(logins).toEqual([given]);
});

test.each(['http://user:se#cret@proxy:3128', 'user:secret@proxy:port', 'ftp://user:secret@proxy', 'http://[secret'])(
  'what is not the address of a proxy is refused by its name, and not shown: %s',
  async (address) => {
    const failed = asCodedError(await fetchBy('http://127.0.0.1:1/a.tar', by(address)).catch((thrown) => thrown));
    expect(failed.details.reason).toBe(
      'package.proxy is not the address of a proxy, such as http://proxy.example:3128',
    );
    expect(JSON.stringify([failed.message, failed.details, failed.stack, failed.cause])).not.toMatch(/se#?cret/);
  },
);
