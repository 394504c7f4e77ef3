import { expect, test } from 'vitest';
import { elapsedText, progressReporter } from './progress.js';

function screen(isTTY: boolean): {
  lines: string[];
  isTTY: boolean;
  hasColors: () => boolean;
  write: (text: string) => void;
} {
  const lines: string[] = [];
  return { lines, isTTY, hasColors: () => isTTY, write: (text) => void lines.push(text) };
}

test('off a terminal each step is one plain line, with what was found and how long it took', async () => {
  const plain = screen(false);
  const { step } = progressReporter(plain);
  expect(
    await step(
      'count',
      () => Promise.resolve(3),
      (n) => `${n} found`,
    ),
  ).toBe(3);
  await expect(step('fall', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  const shown = plain.lines.join('').replaceAll(/\(\d+ ms\)/g, '(time)');
  expect(shown).toBe('  ✔ count: 3 found (time)\n  ✘ fall (time)\n');
});

test('on a terminal it shows what is going on and wipes it out again', async () => {
  const terminal = screen(true);
  await progressReporter(terminal).step('work', () => Promise.resolve());
  expect(terminal.lines[0]).toMatch(/⠋.* work$/);
  expect(terminal.lines.at(-1)).toMatch(/^\r\x1b\[2K.*✔.* work .*\n$/);
});

test('durations are read at a glance', () => {
  expect([12.4, 999, 1_000, 61_250].map(elapsedText)).toEqual(['12 ms', '999 ms', '1.0 s', '61.3 s']);
});
