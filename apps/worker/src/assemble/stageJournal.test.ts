import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openStageJournal } from './stageJournal.js';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'rexflow-stage-'));
});
afterEach(() => {
  rmSync(dir, { recursive: true });
});
const open = () => openStageJournal(dir, (tree) => join(dir, tree));

test('a worker that takes over finds what is brought and what has ended, and brings anew what was at work', async () => {
  const first = await open();
  for (const tree of ['one', 'two', 'three']) {
    mkdirSync(join(dir, tree));
    await first.note(tree, 'gathered');
  }
  await first.note('one', 'begun');
  await first.note('one', 'done', 'it said\nthis');
  await first.note('two', 'begun');
  const next = await open();
  expect(['one', 'two', 'three', 'four'].map((tree) => next.state(tree))).toEqual([
    'done',
    'absent',
    'gathered',
    'absent',
  ]);
  expect(next.output('one')).toBe('it said\nthis');
  expect(['one', 'two', 'three'].map((tree) => existsSync(join(dir, tree)))).toEqual([true, false, true]);
});

test('a line that was cut off says nothing', async () => {
  await (await open()).note('one', 'gathered');
  const file = join(dir, 'stage.journal');
  writeFileSync(file, `${readFileSync(file, 'utf8')}{"tree":"one","sta`);
  expect((await open()).state('one')).toBe('gathered');
});
