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

const unchecked = (reason: string): object => ({
  ...trouble('DOWNLOAD_UNCHECKED'),
  message: expect.stringContaining(reason) as string,
});

test.each<[what: string, beside: string | number | null, options: object, expected: object | null]>([
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
  ['required, and not there', null, { sums: 'required' }, unchecked('answered 404 for')],
  ['required, and not to be seen', 403, { sums: 'required' }, unchecked('answered 403 for')],
  ['required, and a page', '<html>Sign in</html>', { sums: 'required' }, unchecked('is no sum')],
  ['required, and of others', `${wrong}  b\n${wrong}  c\n`, { sums: 'required' }, unchecked('of other files only')],
  ['beside, and not to be seen', 403, { sums: 'beside' }, null],
  ...[401, 408, 425].map((status): [string, number, object, object] => [
    `beside, and an answer that says nothing of it: ${status}`,
    status,
    { sums: 'beside' },
    trouble('DOWNLOAD_FAILED', { status, url: expect.stringContaining('.sha256') }),
  ]),
])('a package is held against its sum: %s', async (_what, beside, options, expected) => {
  const base = await serve((request, response) => {
    if (!request.url!.startsWith('/a.tar.sha256?key=1')) response.end(text);
    else if (typeof beside !== 'string') response.writeHead(beside ?? 404).end();
    else response.end(beside);
  });
  const into = await scratch();
  const fetched = fetchPackage({ url: `${base}/a.tar?key=1`, into, ...limits, ...options });
  if (expected) await expect(fetched).rejects.toMatchObject(expected);
  else await fetched;
  expect(readdirSync(into)).toEqual(expected ? [] : ['a.tar']);
});

const others = { others: true };

test.each([
  ['alone', `${good}\n`, { sha256: good }],
  ['as sha256sum writes it', `${wrong}  b.tar\n${good.toUpperCase()} *dir/a.tar\r\n`, { sha256: good }],
  ['as BSD writes it', `SHA256 (a.tar) = ${good}\n`, { sha256: good }],
  ['in front of its name', `b.tar: ${wrong}\na.tar: ${good}\n`, { sha256: good }],
  ['beside one whose name ends with its own', `${wrong}  the a.tar\n${good}  a.tar\n`, { sha256: good }],
  ['several, none of them its own', `${wrong}  b.tar\n${good}  c.tar\n`, others],
  ['another kind of sum', `${good}${wrong}\n`, { others: false }],
  ['none', 'not found', { others: false }],
])('the sum in a text: %s', (_what, given, sum) => {
  expect(sumIn(given, 'a.tar')).toEqual(sum);
});

test.each(['my app.tar', '应用.tar', '100%.tar', 'a(1).tar', 'a\\b.tar'])(
  'the sum of %s is found by its name',
  async (name) => {
    const escaped = name.includes('\\');
    const lines = [`${wrong}  other`, `${escaped ? '\\' : ''}${good}  ${name.replaceAll('\\', '\\\\')}`].join('\n');
    const base = await serve((request, response) => response.end(request.url!.endsWith('.sha256') ? lines : text));
    const url = `${base}/${name === '100%.tar' ? name : encodeURIComponent(name)}`;
    await fetchPackage({ url, into: await scratch(), ...limits, sums: 'required' });
  },
);

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
