import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestGateway, type TestGateway } from '../testGateway.fixture.js';

let gateway: TestGateway;
const dir = mkdtempSync(join(tmpdir(), 'manual-'));

beforeAll(async () => {
  mkdirSync(join(dir, 'docs/images'), { recursive: true });
  writeFileSync(join(dir, 'docs/index.html'), '<!doctype html><title>Manual</title>');
  writeFileSync(join(dir, 'docs/concepts.html'), `<!doctype html><title>Concepts</title>${'<p>word</p>'.repeat(100)}`);
  writeFileSync(join(dir, 'docs/manual.css'), 'body { margin: 0; }');
  writeFileSync(join(dir, 'docs/images/console.png'), 'picture');
  gateway = await startTestGateway({}, dir);
});
afterAll(async () => {
  await gateway?.end();
  rmSync(dir, { recursive: true, force: true });
});

const get = (path: string, headers: Record<string, string> = {}) => fetch(new URL(path, gateway.url), { headers });

test.each([
  ['/docs', 'text/html; charset=utf-8', 'Manual'],
  ['/docs/concepts', 'text/html; charset=utf-8', 'Concepts'],
  ['/docs/manual.css', 'text/css; charset=utf-8', 'margin'],
  ['/docs/images/console.png', 'image/png', 'picture'],
])('%s needs no token, and loads nothing from elsewhere', async (path, type, text) => {
  const answer = await get(path);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, type]);
  expect(await answer.text()).toContain(text);
  const policy = answer.headers.get('content-security-policy')!;
  expect(policy).toMatch(/^default-src 'none'; style-src 'self'; img-src 'self' data:; /);
  expect(policy).not.toContain('script-src');
  const again = await get(path, { 'if-none-match': answer.headers.get('etag')! });
  expect([again.status, await again.text()]).toEqual([304, '']);
});

test('a page is compressed where that is shorter', async () => {
  expect((await get('/docs/concepts')).headers.get('content-encoding')).toBe('gzip');
  expect((await get('/docs/manual.css')).headers.get('content-encoding')).toBeNull();
});

test.each(['/docs/none', '/docs/images/none.png', '/docs/..%2fpackage.json', '/docs/images%2fconsole'])(
  '%s is not there',
  async (path) => {
    const answer = await get(path);
    expect([answer.status, await answer.text()]).toEqual([404, expect.stringContaining('/docs/')]);
  },
);

test('a gateway without a built manual says so', async () => {
  const bare = await startTestGateway();
  try {
    const answer = await fetch(new URL('/docs', bare.url));
    expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(await answer.text()).toContain('npm run build');
  } finally {
    await bare.end();
  }
});
