import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { newRecord, type Choices } from './record.js';

const home = mkdtempSync(join(tmpdir(), 'rexflow-record-'));
afterAll(() => rmSync(home, { recursive: true }));

const made = (dir: string) => newRecord(join(dir, 'setup.json'), {} as Choices).made;

test('a directory that was not there is one that setup makes; so is one that a killed setup left with nothing in it', () => {
  const dir = join(home, 'new');
  expect(made(dir)).toEqual([{ kind: 'directory', name: dir, data: true }]);
  mkdirSync(dir);
  writeFileSync(join(dir, 'setup.json.new'), '');
  expect(made(dir)).toEqual([{ kind: 'directory', name: dir, data: true }]);
  expect(existsSync(join(dir, 'setup.json'))).toBe(false);
});

test("a directory with something in it is its owner's", () => {
  const dir = join(home, 'own');
  mkdirSync(dir);
  writeFileSync(join(dir, 'notes'), '');
  expect(made(dir)).toEqual([]);
});
