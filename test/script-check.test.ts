import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { root } from './support/root.js';

/* The check of the scripts, on a tree with two of its own. */
let dir: string;
const lib = 'packages/a/src/scripts/lib/prelude.sh';
const step = 'packages/a/src/scripts/steps/say.sh';

const put = (path: string, ...lines: string[]): void => {
  mkdirSync(join(dir, path, '..'), { recursive: true });
  writeFileSync(join(dir, path), ['# shellcheck shell=sh', ...lines, ''].join('\n'));
};

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'rexflow-scripts-'));
  mkdirSync(join(dir, '.config'));
  cpSync(join(root, '.config/checkScripts.mjs'), join(dir, '.config/checkScripts.mjs'));
  put(lib, '# Says things.', 'say() { printf "%s\\n" "$1"; }');
  put(step, '# Says a word.', '# args: word', 'say "$word"');
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

function check(env: NodeJS.ProcessEnv = {}): { status: number | null; stdout: string; stderr: string } {
  const given = { ...process.env, CI: undefined, ...env };
  return spawnSync(process.execPath, [join(dir, '.config/checkScripts.mjs')], { encoding: 'utf8', env: given });
}

const isThere = spawnSync('shellcheck', ['--version']).status === 0;

test.skipIf(!isThere)('a value that nobody gives or nobody reads is told with the place it stands at', () => {
  expect(check()).toMatchObject({ status: 0, stdout: '' });
  put(step, '# Says a word.', '# args: word', 'say "$wort"');
  const { status, stdout } = check();
  expect(status).toBe(1);
  expect(stdout).toContain(`${step}:4: SC2154`);
  expect(stdout).toContain(`${step} (its value word): SC2034`);
});

test.skipIf(!isThere)('a finding in a file of lib is told once, however many scripts it is part of', () => {
  put(lib, '# Says things.', 'say() { cd "$1"; }');
  put('packages/a/src/scripts/steps/other.sh', '# Says the same.', '# args: word', 'say "$word"');
  expect(check().stdout.match(/SC2164/g)).toHaveLength(1);
});

test('without shellcheck the check says so, and fails where CI is set', () => {
  const bin = join(dir, 'bin');
  mkdirSync(bin);
  symlinkSync(process.execPath, join(bin, 'node'));
  expect(check({ PATH: bin })).toMatchObject({ status: 0, stderr: expect.stringContaining('not installed') });
  expect(check({ PATH: bin, CI: 'true' })).toMatchObject({ status: 1, stderr: expect.stringContaining('shellcheck') });
});
