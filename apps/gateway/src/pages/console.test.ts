import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestGateway, type TestGateway } from '../testGateway.fixture.js';

let gateway: TestGateway;
const dir = mkdtempSync(join(tmpdir(), 'console-'));
const script = `export const text = '${'much of the same '.repeat(200)}';\n`;

beforeAll(async () => {
  mkdirSync(join(dir, 'assets'));
  writeFileSync(join(dir, 'index.html'), '<!doctype html><title>rexflow</title>');
  writeFileSync(join(dir, 'assets/index-abc.js'), script);
  gateway = await startTestGateway({}, dir);
});
afterAll(async () => {
  await gateway?.end();
  rmSync(dir, { recursive: true, force: true });
});

const get = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  fetch(new URL(path, gateway.url), { headers, method });

test('the page is asked for anew each time, and may load and ask nothing but this gateway', async () => {
  const page = await get('/');
  expect(page.status).toBe(200);
  expect(await page.text()).toContain('<title>rexflow</title>');
  expect(page.headers.get('cache-control')).toBe('no-cache');
  expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
  const policy = page.headers.get('content-security-policy')!.split('; ');
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy.join()).not.toContain('unsafe');
  const again = await get('/', { 'if-none-match': page.headers.get('etag')! });
  expect([again.status, await again.text()]).toEqual([304, '']);
});

test('assets never change, are sent packed to who can unpack them, and know their type', async () => {
  const packed = await get('/assets/index-abc.js');
  expect(packed.headers.get('content-encoding')).toBe('gzip');
  expect(packed.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  expect(packed.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  expect(packed.headers.get('x-content-type-options')).toBe('nosniff');
  expect(Number(packed.headers.get('content-length'))).toBeLessThan(200);
  expect(await packed.text()).toBe(script);
  const plain = await get('/assets/index-abc.js', { 'accept-encoding': 'identity' });
  expect([plain.headers.get('content-encoding'), await plain.text()]).toEqual([null, script]);
  const head = await get('/assets/index-abc.js', { 'accept-encoding': 'identity' }, 'HEAD');
  expect([head.headers.get('content-length'), await head.text()]).toEqual([String(script.length), '']);
});

test.each(['/assets/none.js', '/assets/..%2findex.html', '/assets/'])('%s is not there', async (path) => {
  expect((await get(path)).status).toBe(404);
});

test('a gateway without a built console says so', async () => {
  const bare = await startTestGateway();
  try {
    const answer = await fetch(new URL('/', bare.url));
    expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(await answer.text()).toContain('npm run build');
    expect((await fetch(new URL('/assets/x.js', bare.url))).status).toBe(404);
  } finally {
    await bare.end();
  }
});
