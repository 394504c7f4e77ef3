import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { cp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { freePort } from '../servers/freePort.js';
import { createDemoApp, type DemoApp, type DemoAppOptions } from './createDemoApp.js';
import { initCalls } from './initCalls.js';
import { killDemoApp, startDemoApp, stopDemoApp } from './stopDemoApp.js';

const roots: string[] = [];
const apps: DemoApp[] = [];
const host = '127.0.0.41';

afterEach(async () => {
  await Promise.all(apps.splice(0).map(stopDemoApp));
  for (const root of roots.splice(0)) rmSync(root, { recursive: true, force: true });
});

async function create(options: Pick<DemoAppOptions, 'layout'> & Partial<DemoAppOptions>): Promise<DemoApp> {
  const dir = mkdtempSync(join(tmpdir(), 'rexflow-app '));
  roots.push(dir);
  const app = createDemoApp({ dir, host, name: 'server1', port: await freePort(host), ...options });
  apps.push(app);
  return app;
}

interface Answer {
  version: string;
  config: Record<string, string>;
  pid: number;
}

/** Asks until the application answers: its init script comes back before it listens. */
async function ask({ url }: DemoApp): Promise<Answer> {
  return expect
    .poll(() => fetch(url).then((response) => response.json() as Promise<Answer>))
    .toBeDefined()
    .then(() => fetch(url).then((response) => response.json() as Promise<Answer>));
}

test('a separate application runs from its live links and shows a new release only after a restart', async () => {
  const app = await create({ layout: 'separate', version: '1.0', config: { mode: 'a=b' } });
  await startDemoApp(app);
  const before = await ask(app);
  expect(before).toMatchObject({ version: '1.0', config: { mode: 'a=b' } });
  const words = readFileSync(`/proc/${before.pid}/cmdline`, 'utf8').split('\0');
  expect(words).toContain(app.key);
  expect(words).toContain(join(realpathSync(app.programLink), 'app.mjs'));

  const next = `${app.programLink}_20200102_000000`;
  await cp(realpathSync(app.programLink), next, { recursive: true });
  writeFileSync(join(next, 'VERSION'), '2.0\n');
  symlinkSync(next, `${app.programLink}.new`);
  renameSync(`${app.programLink}.new`, app.programLink);
  expect((await ask(app)).version).toBe('1.0');
  await stopDemoApp(app);
  await startDemoApp(app);
  const after = await ask(app);
  expect(after.version).toBe('2.0');
  expect(after.pid).not.toBe(before.pid);

  const calls = initCalls(app);
  expect(calls.map(({ verb }) => verb)).toEqual(['start', 'stop', 'start']);
  expect(calls[1]!.at > calls[0]!.at).toBe(true);
});

test('a nested application has one live link and its configuration inside', async () => {
  const app = await create({ layout: 'nested', group: 'flow' });
  expect(app.configLink).toBe(`${app.programLink}/WEB-INF/classes`);
  expect(app.row).toMatchObject({
    is_deloy_dir: '1',
    configure_file_status: 1,
    local_name: 'flow',
    app_key: 'server1',
  });
  await startDemoApp(app);
  await startDemoApp(app);
  expect(await ask(app)).toMatchObject({ version: '1.0.0', config: { name: 'server1' } });
  killDemoApp(app);
  await expect.poll(() => fetch(app.url).catch(() => null)).toBeNull();
});

test('a bulk program has so many files and bytes, the same every time', async () => {
  const bulk = { files: 90, bytes: 100_001 };
  const [one, two] = await Promise.all([create({ layout: 'separate', bulk }), create({ layout: 'separate', bulk })]);
  const files = (app: DemoApp): string[] =>
    readdirSync(`${app.programLink}/lib`, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.bin'),
    );
  expect(files(one)).toHaveLength(90);
  const total = files(one).reduce((sum, name) => sum + statSync(`${one.programLink}/lib/${name}`).size, 0);
  expect(total).toBe(100_001);
  for (const name of files(one)) {
    expect(readFileSync(`${one.programLink}/lib/${name}`).equals(readFileSync(`${two.programLink}/lib/${name}`))).toBe(
      true,
    );
  }
});
