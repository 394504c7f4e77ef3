import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { endProcess } from '#provision';
import { seriousFindings } from './support/accessible.js';
import { browserOrReason, openBrowser, openPage, picture } from './support/browser.js';
import { root } from './support/root.js';

/*
 * What the manual marks with `run` behind the language of a block is run as it stands there, page by page, by a shell that ends at the first
 * command that fails: against the demo, which getting-started.md begins with. A page finds `$base`, `$password` and `$auth` set.
 */
const docs = join(root, 'apps/gateway/docs');
const pages = readdirSync(docs)
  .filter((name) => name.endsWith('.md'))
  .map((name) => [name, blocksOf(readFileSync(join(docs, name), 'utf8'))] as const)
  .filter(([, blocks]) => blocks.length > 0);

function blocksOf(markdown: string): string[] {
  return [...markdown.matchAll(/^( *)```sh run\n(.*?)^\1```$/gms)].map(([, , block]) => block!);
}

const dir = mkdtempSync(join(tmpdir(), 'rexflow-manual-'));
let demo: ChildProcess;
let env: NodeJS.ProcessEnv;

/** Starts the demo; resolves with what it says of itself when it is there to be used. */
async function startDemo(): Promise<string> {
  demo = spawn(process.execPath, [join(root, 'dist/apps/local/src/demo.js'), '--keep'], { cwd: root, detached: true });
  let output = '';
  return await new Promise((resolve, reject) => {
    demo.stderr!.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      if (/yours until Ctrl-C\n.*\n\n.*curl .*\n/s.test(output)) resolve(output);
    });
    demo.once('exit', () => reject(new Error(output)));
  });
}

beforeAll(async () => {
  const output = await startDemo();
  const [, base, password] = /gateway +(\S+), user admin, password (\S+)/.exec(output)!;
  const answer = await fetch(`${base}/v1/sessions`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ username: 'admin', password }),
  });
  const { token } = (await answer.json()) as { token: string };
  mkdirSync(join(dir, 'bin'));
  symlinkSync(join(root, 'apps/cli/rexflow.mjs'), join(dir, 'bin/rexflow'));
  const session = { REXFLOW_URL: base, REXFLOW_TOKEN: token, XDG_CONFIG_HOME: join(dir, 'settings') };
  const path = `${join(dir, 'bin')}:${process.env.PATH}`;
  env = { ...process.env, ...session, base, password, auth: `Authorization: Bearer ${token}`, PATH: path };
}, 180_000);
afterAll(async () => {
  if (demo?.pid !== undefined && demo.exitCode === null) await endProcess(demo.pid, 30_000);
  rmSync(dir, { recursive: true, force: true });
});

test('the pages that show how rexflow is used have such blocks', () => {
  expect(pages.map(([name]) => name)).toEqual(
    expect.arrayContaining(['cli.md', 'getting-started.md', 'http-api.md', 'recipes.md', 'releases.md', 'rex-api.md']),
  );
});

test.each(pages)('%s', async (name, blocks) => {
  const cwd = join(dir, name);
  mkdirSync(cwd);
  await promisify(execFile)('bash', ['-euxc', blocks.join('\n')], { cwd, env, maxBuffer: 1e8 }).catch(
    ({ stdout, stderr }: { stdout: string; stderr: string }) => {
      throw new Error(`${stdout.slice(-2000)}\n${stderr.slice(-2000)}`);
    },
  );
});

const chromium = await browserOrReason();
describe.skipIf(chromium === null)('in a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser(chromium!);
  });
  afterAll(() => browser?.close());

  test.each([
    ['wide', 'light', { width: 1360, height: 860 }],
    ['phone', 'dark', { width: 390, height: 844 }],
  ] as const)('every page fits and can be read by everybody, %s and %s', async (size, colorScheme, viewport) => {
    const { page, misdeeds } = await openPage(browser, env.base!, { viewport, colorScheme });
    const wrong: string[] = [];
    for (const name of [
      '',
      ...readdirSync(join(root, 'dist/apps/gateway/docs'))
        .filter((name) => /^(?!index).*\.html$/.test(name))
        .map((name) => `/${name.slice(0, -'.html'.length)}`),
    ]) {
      await page.goto(`${env.base}/docs${name}`);
      const tooWide = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
      if (tooWide > 0) wrong.push(`/docs${name} is ${tooWide} px too wide`);
      wrong.push(...(await seriousFindings(page)).map((found) => `/docs${name} ${found}`));
      await picture(page, `manual${name.replace('/', '-')}-${size}`);
    }
    expect(wrong).toEqual([]);
    expect(misdeeds).toEqual({ errors: [], elsewhere: [], refused: [] });
  });
});
