import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { buildIn, ownBuild, spellBuild } from './build.js';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'rexflow-build-'));
  writeFileSync(join(root, 'package.json'), '{"version":"1.2.3"}');
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

const commit = '27fbf98fa1b2c3d4e5f60718293a4b5c6d7e8f90';
const write = (path: string, text: string): void => {
  mkdirSync(join(root, path, '..'), { recursive: true });
  writeFileSync(join(root, path), text);
};

test('what was packed says its commit, and a checkout has it from Git', () => {
  expect(buildIn(root)).toEqual({ version: '1.2.3', commit: null });
  write('.git/HEAD', 'ref: refs/heads/main\n');
  expect(buildIn(root).commit).toBeNull();
  write(
    '.git/packed-refs',
    `# pack-refs with: peeled\n${'0'.repeat(40)} refs/heads/mainly\n${commit} refs/heads/main\n`,
  );
  expect(buildIn(root).commit).toBe('27fbf98fa1');
  write('.git/refs/heads/main', `${'1'.repeat(40)}\n`);
  expect(buildIn(root).commit).toBe('1111111111');
  write('.git/HEAD', `${commit}\n`);
  expect(buildIn(root).commit).toBe('27fbf98fa1');
  // What was packed here once is another one.
  write('dist/commit', `${'2'.repeat(40)}\n`);
  expect(buildIn(root).commit).toBe('27fbf98fa1');
  rmSync(join(root, '.git'), { recursive: true });
  expect(spellBuild(buildIn(root))).toBe('1.2.3 (2222222222)');
  write('dist/commit', `${'2'.repeat(40)}-dirty\n`);
  expect(spellBuild(buildIn(root))).toBe('1.2.3 (2222222222-dirty)');
  write('dist/commit', 'who knows');
  expect(spellBuild(buildIn(root))).toBe('1.2.3');
});

test('a worktree has its own HEAD and the branches of its repository', () => {
  write('all/worktrees/two/HEAD', 'ref: refs/heads/two\n');
  write('all/worktrees/two/commondir', '../..\n');
  write('all/refs/heads/two', `${commit}\n`);
  write('.git', `gitdir: ${join(root, 'all/worktrees/two')}\n`);
  expect(buildIn(root).commit).toBe('27fbf98fa1');
});

test('this program knows its own version', () => {
  expect(ownBuild.version).toMatch(/^\d+\.\d+\.\d+/);
});
