import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { CodedError } from '#contract';
import { inEnglish } from '#contract';
import { errorInChinese } from '#contract/chinese';
import type { App } from '#release';
import { localHost } from './testing/localHost.js';
import { secureServer } from './testing/secureServer.js';
import { healthFound } from './doctorHealth.js';
import { requireTrust, trustWarnings } from './trusted.js';

const dir = mkdtempSync(join(tmpdir(), 'rexflow-trust-'));
afterAll(() => rmSync(dir, { recursive: true }));

const url = 'https://user:geheim@127.0.0.1:1/health';
const checked = (ca: string, appKey = 'web1', at = url): App =>
  ({
    ...{ appKey, group: 'web', programLink: '/' },
    health: [
      { type: 'tcp', address: '127.0.0.1:1' },
      { type: 'http', url: at, headers: {}, body: null, status: null, pattern: null, tls: { ca } },
    ],
  }) as unknown as App;
const english = async (...apps: App[]): Promise<string[]> =>
  (await trustWarnings(apps)).map((one) => inEnglish(one).message);

function file(name: string, make: (path: string) => void): string {
  const path = join(dir, name);
  make(path);
  return path;
}

test.each<[string, (path: string) => void, string]>([
  ['is not there', () => undefined, 'there is no such file'],
  ['is a directory', mkdirSync, 'it is no file of at most 4 MiB'],
  ['is a pipe', (path) => execFileSync('mkfifo', [path]), 'it is no file of at most 4 MiB'],
  [
    'is too large',
    (path) => {
      writeFileSync(path, '');
      truncateSync(path, 5 * 1024 * 1024);
    },
    'it is no file of at most 4 MiB',
  ],
  ['is something else', (path) => writeFileSync(path, 'no certificate'), 'it holds no certificate (PEM)'],
])('a file of certificates that %s is told by plan, release and doctor, by its name', async (what, make, reason) => {
  const path = file(what.replaceAll(' ', '-'), make);
  const app = checked(path);
  const why = `the worker cannot use its tls.ca, ${reason}: ${path}`;
  expect(await english(app)).toEqual([expect.stringMatching(/^web1: https:.*: the worker cannot use/)]);
  expect((await english(app))[0]).toContain(why);
  const refused = await requireTrust([app]).catch((thrown: unknown) => thrown as CodedError);
  expect(refused).toMatchObject({ code: 'HEALTH_CA_UNUSABLE', details: { app: 'web1', path, reason } });
  expect((refused as CodedError).message).toContain(path);
  expect(errorInChinese('HEALTH_CA_UNUSABLE', (refused as CodedError).details)!.message).toMatch(
    /worker 无法使用 .*：\p{sc=Han}/u,
  );
  const found = await healthFound(app, localHost, new AbortController().signal);
  expect(found.find(({ state }) => state === 'failed')).toMatchObject({
    name: 'app.health',
    message: expect.stringContaining(why) as string,
    advice: expect.stringContaining('tls.ca') as string,
  });
  expect(JSON.stringify([await english(app), refused, found])).not.toContain('geheim');
});

test('one that can be used is no trouble, and nobody looks where none is named', async () => {
  const { url: at, ca } = await secureServer();
  const app = checked(ca, 'web1', at);
  expect(await trustWarnings([app])).toEqual([]);
  await requireTrust([app, checked(ca), { ...app, health: [] } as App]);
});

test('many apps that name one file are one line', async () => {
  const path = join(dir, 'nowhere');
  const apps = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) => checked(path, name));
  expect(await english(...apps)).toEqual([expect.stringMatching(/^a, b, c, d, e, 2 more: https:/)]);
});
