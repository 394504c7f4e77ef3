import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { fetchPackage } from './fetchPackage.js';
import { serve } from './serve.fixture.js';

const secrets = { 'private-token': 'glpat-1', authorization: 'Bearer abc' };
const into = (): string => {
  const dir = mkdtempSync(join(tmpdir(), 'rexflow-secrets-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
};

const fetching = (url: string, rest: object = {}) =>
  fetchPackage({ url, into: into(), timeoutMs: 30_000, maxBytes: 1000, pausesMs: [], secrets, ...rest });

/** A store of packages of this test that gives nothing without its token, as GitLab and Nexus do. */
const tokenStore = (answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> =>
  serve((request, response) => {
    if (request.headers['private-token'] !== 'glpat-1' || request.headers.authorization !== 'Bearer abc')
      return void response.writeHead(401).end();
    answer(request, response);
  });

test('a token goes to its server, for the sum beside the package and behind a redirect of the same server, too', async () => {
  const sum = createHash('sha256').update('package').digest('hex');
  const url = await tokenStore((request, response) => {
    if (request.url === '/a.txt') return void response.writeHead(302, { Location: '/b.txt' }).end();
    response.end(request.url!.endsWith('.sha256') ? sum : 'package');
  });
  const { file } = await fetching(`${url}/a.txt`, { sums: 'required' });
  expect(readFileSync(file, 'utf8')).toBe('package');
});

test('a token does not go to another server that a redirect names, and stands in no error', async () => {
  const seen: IncomingMessage['headers'][] = [];
  const other = await serve((request, response) => {
    seen.push(request.headers);
    response.end('package');
  });
  const url = await tokenStore((_request, response) => void response.writeHead(307, { Location: `${other}/a` }).end());
  await fetching(`${url}/a.txt`);
  expect(seen).toHaveLength(1);
  expect(seen[0]).not.toHaveProperty('private-token');
  expect(seen[0]).not.toHaveProperty('authorization');
  const refused = await fetching(`${url}/a.txt`, { secrets: { 'private-token': 'glpat-wrong' } }).catch(
    (thrown: unknown) => thrown as Error,
  );
  expect(refused).toMatchObject({ code: 'DOWNLOAD_FAILED', details: { status: 401 } });
  expect(JSON.stringify(refused) + String(refused)).not.toContain('glpat-wrong');
});
