import { createHash } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { beforeEach, expect, test } from 'vitest';
import { scratch, trouble } from '../scratch.js';
import { fetchPackage } from './fetchPackage.js';
import { serve } from './serve.fixture.js';

const limits = { timeoutMs: 20_000, maxBytes: 2_000_000, pausesMs: [1, 1, 1] };
const body = Buffer.from(Array.from({ length: 300_000 }, (_, at) => at % 251));
const other = Buffer.from(body).reverse();
const sha256 = createHash('sha256').update(body).digest('hex');
const longAgo = 'Wed, 01 Jan 2020 00:00:00 GMT';

/** The directory of the download. */
let into: string;
beforeEach(async () => void (into = await scratch()));

/** Waits until so many bytes are stored: what a connection takes with it never came. */
async function untilHere(bytes: number): Promise<void> {
  const stored = (): number => readdirSync(into).reduce((all, name) => all + statSync(join(into, name)).size, 0);
  while (stored() < bytes) await setTimeout(2);
}

type Answer = (request: IncomingMessage, response: ServerResponse, range: number) => void;

/** Answers each request by the next of these; keeps the ranges that were asked for. */
function inTurn(...answers: Answer[]): { answer: RequestListener; ranges: (string | undefined)[] } {
  const ranges: (string | undefined)[] = [];
  const answer: RequestListener = (request, response) => {
    const next = answers[Math.min(ranges.length, answers.length - 1)]!;
    ranges.push(request.headers.range);
    next(request, response, Number(/\d+/.exec(request.headers.range ?? '')?.[0] ?? NaN));
  };
  return { answer, ranges };
}

/** All of it, or the rest where that was asked for; `cutAt` bytes of it, and then the connection ends. */
const give =
  (of: Buffer, headers: Record<string, string>, cutAt?: number): Answer =>
  (_request, response, from) => {
    const resumes = !Number.isNaN(from) && headers.range !== 'never';
    const bytes = resumes ? of.subarray(from) : of;
    response.writeHead(resumes ? 206 : 200, {
      'content-length': bytes.length,
      ...headers,
      ...(resumes ? { 'content-range': `bytes ${from}-${of.length - 1}/${of.length}` } : {}),
    });
    if (cutAt === undefined) response.end(bytes);
    else {
      response.write(bytes.subarray(0, cutAt));
      void untilHere((resumes ? from : 0) + cutAt).then(() => response.destroy());
    }
  };
const status =
  (code: number, headers: Record<string, string> = {}): Answer =>
  (_request, response) =>
    void response.writeHead(code, headers).end('not now');

const strong = { etag: '"1"' };
const resumedAt = 'bytes=100000-';

/** A part of it, whatever was asked for. */
const part =
  (from: number, to: number): Answer =>
  (_request, response) =>
    void response
      .writeHead(206, { ...strong, 'content-range': `bytes ${from}-${to - 1}/${body.length}` })
      .end(body.subarray(from, to));
/** So many bytes of a file whose length is not told, and then the connection ends. */
const cutInChunks =
  (at: number): Answer =>
  (_request, response) => {
    response.writeHead(200, strong).write(body.subarray(0, at));
    void untilHere(at).then(() => response.destroy());
  };

test.each<[what: string, answers: Answer[], ranges: (string | undefined)[]]>([
  ['an error that passes', [status(503), status(500), give(body, {})], [undefined, undefined, undefined]],
  ['a server that asks to wait', [status(429, { 'retry-after': '0' }), give(body, {})], [undefined, undefined]],
  [
    'cut twice, with a strong mark',
    [give(body, strong, 100_000), give(body, strong, 100_000), give(body, strong)],
    [undefined, resumedAt, 'bytes=200000-'],
  ],
  [
    'cut, with a time',
    [give(body, { 'last-modified': longAgo }, 100_000), give(body, { 'last-modified': longAgo })],
    [undefined, resumedAt],
  ],
  [
    'cut, then only a part of what is missing',
    [give(body, strong, 100_000), part(100_000, 200_000), part(200_000, 300_000)],
    [undefined, resumedAt, 'bytes=200000-'],
  ],
  [
    'cut without a length, then only a part of what is missing',
    [cutInChunks(100_000), part(100_000, 200_000), part(200_000, 300_000)],
    [undefined, resumedAt, 'bytes=200000-'],
  ],
  [
    'cut, with a weak mark',
    [give(body, { etag: 'W/"1"' }, 100_000), give(body, { etag: 'W/"1"' })],
    [undefined, undefined],
  ],
  ['cut, with no mark', [give(body, {}, 100_000), give(body, {})], [undefined, undefined]],
  [
    'cut, by a server that gives no parts',
    [give(body, strong, 100_000), give(body, { ...strong, range: 'never' })],
    [undefined, resumedAt],
  ],
  [
    'cut, then another version',
    [give(other, strong, 100_000), give(body, { etag: '"2"', range: 'never' })],
    [undefined, resumedAt],
  ],
  [
    'cut, then a part of another version',
    [give(other, strong, 100_000), give(body, { etag: '"2"' }), give(body, { etag: '"2"' })],
    [undefined, resumedAt, undefined],
  ],
  [
    'cut, then a part that does not say of what',
    [give(other, strong, 100_000), give(body, {}), give(body, {})],
    [undefined, resumedAt, undefined],
  ],
  [
    'cut, then shorter than what is here',
    [give(other, strong, 100_000), status(416), give(body, {})],
    [undefined, resumedAt, undefined],
  ],
  [
    'cut, then an error, then the rest',
    [give(body, strong, 100_000), status(502), give(body, strong)],
    [undefined, resumedAt, undefined],
  ],
])('a download goes on by what may pass, and never mixes two versions: %s', async (_what, answers, expected) => {
  const { answer, ranges } = inTurn(...answers);
  const { file, bytes } = await fetchPackage({ url: `${await serve(answer)}/a`, into, ...limits });
  expect(bytes).toBe(body.length);
  expect((await readFile(file)).equals(body)).toBe(true);
  expect(ranges).toEqual(expected);
  expect(readdirSync(into)).toEqual(['a']);
});

test.each<[what: string, answer: Answer, tries: number]>([
  ['what stays wrong', status(503), 4],
  ['what no try changes', status(404), 1],
  ['what is not implemented', status(501), 1],
  ['what is cut each time', give(body, {}, 10), 4],
])('a download gives up: %s', async (_what, one, tries) => {
  const { answer, ranges } = inTurn(one);
  const failed = fetchPackage({ url: `${await serve(answer)}/a`, into, ...limits });
  await expect(failed).rejects.toMatchObject(trouble('DOWNLOAD_FAILED'));
  expect(ranges).toHaveLength(tries);
  expect(readdirSync(into)).toEqual([]);
});

test('where there is no time for another try, the failure is told and not the time', async () => {
  const { answer, ranges } = inTurn(status(503, { 'retry-after': '3600' }));
  const failed = fetchPackage({ url: `${await serve(answer)}/a`, into, ...limits });
  await expect(failed).rejects.toMatchObject(trouble('DOWNLOAD_FAILED', { status: 503 }));
  expect(ranges).toHaveLength(1);
});

test('two versions under one mark are told apart by the sum, and all of it is fetched once more', async () => {
  const { answer, ranges } = inTurn(give(other, strong, 100_000), give(body, strong), give(body, strong));
  const { file } = await fetchPackage({ url: `${await serve(answer)}/a`, into, ...limits, sha256 });
  expect((await readFile(file)).equals(body)).toBe(true);
  expect(ranges).toEqual([undefined, resumedAt, undefined]);
});
