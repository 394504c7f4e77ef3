import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { takeOut } from './takeOut.js';

test('what lies at a path of the tree goes, and nothing that a link leads to', async () => {
  const root = mkdtempSync(join(tmpdir(), 'rexflow-take-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const tree = join(root, 'tree');
  mkdirSync(join(tree, 'public/uploads'), { recursive: true });
  writeFileSync(join(tree, 'public/uploads/a'), 'a');
  writeFileSync(join(tree, '.env'), 'a');
  mkdirSync(join(root, 'outside/data'), { recursive: true });
  writeFileSync(join(root, 'outside/data/a'), 'a');
  symlinkSync('../outside', join(tree, 'away'));
  symlinkSync('../outside/data', join(tree, 'logs'));
  expect(await takeOut(tree, ['.env', 'public/uploads/', 'logs/', 'away/data/', 'absent/x', 'storage/'])).toEqual([
    '.env',
    'public/uploads/',
    'logs/',
  ]);
  expect([existsSync(join(root, 'outside/data/a')), readdirSync(tree).sort()]).toEqual([true, ['away', 'public']]);
});
