import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fetchPackage } from './fetchPackage.js';
import { scratch, trouble } from '../scratch.js';
import { serve } from './serve.fixture.js';

const limits = { timeoutMs: 20_000, maxBytes: 2_000_000, pausesMs: [1, 1] };

test('a file arrives byte for byte, over an older one of its name, with the user of the address sent', async () => {
  const body = Buffer.alloc(1_500_000, 'rexflow');
  const seen: (string | undefined)[] = [];
  const base = await serve((request, response) => {
    seen.push(request.headers.authorization, request.headers['accept-encoding']);
    response.end(body);
  });
  const into = join(await scratch(), 'new');
  const url = `${base.replace('//', '//user:pass@')}/a/app-1.0.tar.gz?key=1`;
  for (let round = 0; round < 2; round += 1) {
    expect(await fetchPackage({ url, into, ...limits })).toEqual({
      file: join(into, 'app-1.0.tar.gz'),
      bytes: 1_500_000,
    });
  }
  expect(body.equals(await readFile(join(into, 'app-1.0.tar.gz')))).toBe(true);
  expect(seen.slice(0, 2)).toEqual([`Basic ${Buffer.from('user:pass').toString('base64')}`, 'identity']);
});

test('redirects are followed, and the name that was asked for stays', async () => {
  const base = await serve((request, response) => {
    if (request.url === '/real/x?sig=1') response.end('it');
    else response.writeHead(302, { location: request.url === '/app.zip' ? '/hop' : '../real/x?sig=1' }).end();
  });
  const into = await scratch();
  expect(await fetchPackage({ url: `${base}/app.zip`, into, ...limits })).toEqual({
    file: join(into, 'app.zip'),
    bytes: 2,
  });
});

test('a file name can neither leave the directory nor come from nowhere', async () => {
  const base = await serve((_request, response) => {
    response.setHeader('content-disposition', `attachment; filename="../../evil.zip"`).end('x');
  });
  const into = await scratch();
  expect((await fetchPackage({ url: `${base}/get?id=3`, into, ...limits })).file).toBe(join(into, 'evil.zip'));
});

const bad: [string, RequestListener, object][] = [
  ['404', (_, response) => response.writeHead(404).end('gone'), trouble('DOWNLOAD_FAILED', { status: 404 })],
  [
    'redirects without end',
    (_, response) => response.writeHead(302, { location: '/x' }).end(),
    trouble('DOWNLOAD_FAILED'),
  ],
  [
    'redirect to a file',
    (_, response) => response.writeHead(302, { location: 'file:///etc/passwd' }).end(),
    trouble('DOWNLOAD_FAILED'),
  ],
  [
    'announced too large',
    (_, response) => response.writeHead(200, { 'content-length': 2_000_001 }).flushHeaders(),
    trouble('DOWNLOAD_TOO_LARGE', { limit: 2_000_000 }),
  ],
  [
    'too large without saying so',
    (_, response) => {
      response.write(Buffer.alloc(1_999_999));
      response.end('xx');
    },
    trouble('DOWNLOAD_TOO_LARGE'),
  ],
  [
    'cut short',
    (_, response) => {
      response.writeHead(200, { 'content-length': 1000 });
      response.write('x'.repeat(500), () => response.destroy());
    },
    trouble('DOWNLOAD_FAILED'),
  ],
  [
    'cut short in chunks',
    (_, response) => {
      response.write('x'.repeat(500), () => response.destroy());
    },
    trouble('DOWNLOAD_FAILED'),
  ],
];

for (const [name, answer, expected] of bad) {
  test(`a download that fails leaves nothing behind: ${name}`, async () => {
    const into = await scratch();
    const url = `${await serve(answer)}/app.tar.gz`;
    const failed = fetchPackage({ url: url.replace('//', '//user:secret@'), into, ...limits });
    await expect(failed).rejects.toMatchObject(expected);
    await expect(failed).rejects.toMatchObject({ details: { url }, message: expect.not.stringContaining('secret') });
    expect(readdirSync(into)).toEqual([]);
  });
}

test('the deadline counts for all of it, however steadily bytes drip in', async () => {
  const into = await scratch();
  const base = await serve((_request, response) => {
    const drip = setInterval(() => response.write('x'), 20);
    response.on('close', () => clearInterval(drip));
  });
  const slow = fetchPackage({ url: `${base}/a`, into, timeoutMs: 300, maxBytes: 1000 });
  await expect(slow).rejects.toMatchObject(trouble('DOWNLOAD_TIMEOUT', { seconds: 0.3 }));
  expect(readdirSync(into)).toEqual([]);
  const silent = fetchPackage({ url: `${await serve(() => undefined)}/a`, into, timeoutMs: 100, maxBytes: 1000 });
  await expect(silent).rejects.toMatchObject(trouble('DOWNLOAD_TIMEOUT'));
});

test('an abort in the middle rejects with its reason and leaves nothing', async () => {
  const into = await scratch();
  const stop = new AbortController();
  const reason = new Error('the release was cancelled');
  const base = await serve((_request, response) => response.write('x', () => stop.abort(reason)));
  await expect(fetchPackage({ url: `${base}/a`, into, ...limits, signal: stop.signal })).rejects.toBe(reason);
  expect(existsSync(join(into, 'a'))).toBe(false);
});

test('an address nobody answers at, and one that is none', async () => {
  const into = await scratch();
  const closed = createServer().listen(0, '127.0.0.1');
  await once(closed, 'listening');
  const { port } = closed.address() as AddressInfo;
  closed.close();
  for (const url of [`http://127.0.0.1:${port}/a`, 'ftp://127.0.0.1/a', 'nonsense']) {
    await expect(fetchPackage({ url, into, ...limits })).rejects.toMatchObject(trouble('DOWNLOAD_FAILED'));
  }
});

test('a disk that refuses is not the fault of the server', async () => {
  const dir = await scratch();
  await writeFile(join(dir, 'file'), '');
  const url = `${await serve((_request, response) => response.end('x'))}/a`;
  await expect(fetchPackage({ url, into: join(dir, 'file'), ...limits })).rejects.toMatchObject(trouble('LOCAL_IO'));
});
