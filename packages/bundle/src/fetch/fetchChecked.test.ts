import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { basename } from 'node:path';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { scratch, trouble } from '../scratch.js';
import { fetchPackage } from './fetchPackage.js';
import { serve } from './serve.fixture.js';
import { sumIn } from './sumBeside.js';

const limits = { timeoutMs: 20_000, maxBytes: 100_000, pausesMs: [] };
const text = Buffer.from('all work and no play\n'.repeat(200));
const sumOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
const packed = gzipSync(text);

const encoded =
  (encoding: string, bytes: Buffer): RequestListener =>
  (_request, response) =>
    void response.writeHead(200, { 'content-encoding': encoding, 'content-length': bytes.length }).end(bytes);

test.each<[what: string, name: string, encoding: string, sent: Buffer, kept: Buffer, sha256?: string]>([
  ['gzip', 'app.jar', 'gzip', packed, text],
  ['gzip, with the sum of the file', 'app.jar', 'gzip', packed, text, sumOf(text)],
  ['gzip, with the sum of what is sent', 'app.jar', 'x-gzip', packed, packed, sumOf(packed)],
  ['deflate', 'app.jar', 'deflate', deflateSync(text), text],
  ['brotli', 'app.jar', 'br', brotliCompressSync(text), text],
  ['two, one over the other', 'app.jar', 'gzip, br', brotliCompressSync(packed), text],
  ['none, by its name', 'app.jar', 'identity', packed, packed],
  ['a .gz that the server calls encoded', 'app.tar.gz', 'gzip', packed, packed],
  ['a .gz that was encoded once more', 'app.tar.gz', 'gzip', gzipSync(packed), packed],
])('Content-Encoding is undone once: %s', async (_what, name, encoding, sent, kept, sha256) => {
  const into = await scratch();
  const url = `${await serve(encoded(encoding, sent))}/${name}`;
  const { file, bytes } = await fetchPackage({ url, into, ...limits, sha256: sha256 ?? null });
  expect((await readFile(file)).equals(kept)).toBe(true);
  expect(bytes).toBe(kept.length);
  expect(readdirSync(into)).toEqual([basename(url)]);
});

test.each<[what: string, encoding: string, sent: Buffer, expected: object]>([
  [
    'of a kind nobody knows',
    'zstd',
    text,
    trouble('DOWNLOAD_FAILED', { reason: expect.stringContaining('Content-Encoding: zstd') }),
  ],
  ['that is not there', 'gzip', text, trouble('DOWNLOAD_FAILED')],
  ['that is cut', 'gzip', packed.subarray(0, -10), trouble('DOWNLOAD_FAILED')],
  ['of a bomb', 'gzip', gzipSync(Buffer.alloc(1_000_000)), trouble('DOWNLOAD_TOO_LARGE')],
])('an encoding that cannot be undone is refused: %s', async (_what, encoding, sent, expected) => {
  const into = await scratch();
  const failed = fetchPackage({ url: `${await serve(encoded(encoding, sent))}/a.jar`, into, ...limits });
  await expect(failed).rejects.toMatchObject(expected);
  expect(readdirSync(into)).toEqual([]);
});

const [good, wrong] = [sumOf(text), sumOf(packed)];

test.each<[what: string, beside: string | null, options: object, expected: object | null]>([
  ['given, and right', null, { sha256: good.toUpperCase() }, null],
  [
    'given, and wrong',
    null,
    { sha256: wrong },
    trouble('DOWNLOAD_MISMATCH', { expected: wrong, found: good, at: 'the request' }),
  ],
  ['given, whatever lies beside', wrong, { sha256: good, sums: 'beside' }, null],
  ['not asked for', wrong, {}, null],
  ['beside, and right', `${good}  a.tar\n`, { sums: 'beside' }, null],
  [
    'beside, and wrong',
    `${wrong}  a.tar\n`,
    { sums: 'beside' },
    trouble('DOWNLOAD_MISMATCH', { expected: wrong, at: expect.stringMatching(/\/a\.tar\.sha256\?key=1$/) }),
  ],
  ['beside, and not there', null, { sums: 'beside' }, null],
  ['required, and right', good, { sums: 'required' }, null],
  ['required, and not there', null, { sums: 'required' }, trouble('DOWNLOAD_UNCHECKED')],
  ['required, and a page', '<html>Sign in</html>', { sums: 'required' }, trouble('DOWNLOAD_UNCHECKED')],
])('a package is held against its sum: %s', async (_what, beside, options, expected) => {
  const base = await serve((request, response) => {
    if (!request.url!.startsWith('/a.tar.sha256?key=1')) response.end(text);
    else if (beside === null) response.writeHead(404).end();
    else response.end(beside);
  });
  const into = await scratch();
  const fetched = fetchPackage({ url: `${base}/a.tar?key=1`, into, ...limits, ...options });
  if (expected) await expect(fetched).rejects.toMatchObject(expected);
  else await fetched;
  expect(readdirSync(into)).toEqual(expected ? [] : ['a.tar']);
});

test.each([
  ['alone', `${good}\n`, good],
  ['as sha256sum writes it', `${wrong}  b.tar\n${good.toUpperCase()} *dir/a.tar\n`, good],
  ['as BSD writes it', `SHA256 (a.tar) = ${good}\n`, good],
  ['several, none of them its own', `${wrong}  b.tar\n${good}  c.tar\n`, null],
  ['another kind of sum', `${good}${wrong}\n`, null],
  ['none', 'not found', null],
])('the sum in a text: %s', (_what, given, sum) => {
  expect(sumIn(given, 'a.tar')).toBe(sum);
});

test('a user and password go along to the same server, and to no other', async () => {
  const seen: [string, string | undefined][] = [];
  let [here, there] = ['', ''];
  const answer: RequestListener = (request, response) => {
    seen.push([request.url!, request.headers.authorization]);
    const hops: Record<string, string> = {
      '/a.tar': '/b?x=1',
      '/b?x=1': `${here}/c`,
      '/c': `${there}/d`,
      '/d': `${here.replace('//', '//own:pass@')}/e`,
      '/e': `${here}/f`,
    };
    const location = hops[request.url!];
    if (location === undefined) response.end(text);
    else response.writeHead(302, { location }).end();
  };
  here = await serve(answer);
  there = await serve(answer);
  await fetchPackage({ url: `${here.replace('//', '//us%40er:p%3Aw@')}/a.tar`, into: await scratch(), ...limits });
  const basic = (user: string): string => `Basic ${Buffer.from(user).toString('base64')}`;
  const own = basic('us@er:p:w');
  expect(seen).toEqual([
    ['/a.tar', own],
    ['/b?x=1', own],
    ['/c', own],
    ['/d', undefined],
    ['/e', basic('own:pass')],
    ['/f', own],
  ]);
});
