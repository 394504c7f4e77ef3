import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { aloneAt } from './placeLock.js';
import { prefixPlaces } from './steps/places.js';

const dir = mkdtempSync(join(tmpdir(), 'rexflow-lock-'));
afterAll(() => rmSync(dir, { recursive: true }));

test('one at a time works at a place, by whatever path it is called; another place is free', async () => {
  mkdirSync(join(dir, 'real'));
  symlinkSync('real', join(dir, 'link'));
  const [place, same, other] = ['real/here', 'link/here', 'real/there'].map((path) => prefixPlaces(join(dir, path)));
  const second = async (at = place!): Promise<string> => await aloneAt(at, 'rexflow uninstall', async () => 'done');
  await aloneAt(place!, 'rexflow setup --yes', async () => {
    for (const at of [place!, same!])
      await expect(second(at)).rejects.toMatchObject({
        message: `${at.etc}: another one is at work there: rexflow setup --yes`,
        advice: expect.stringMatching(/then: rexflow uninstall$/) as string,
      });
    expect(await second(other!)).toBe('done');
  });
  expect(await second()).toBe('done');
  await expect(aloneAt(place!, 'x', () => Promise.reject(new Error('fell')))).rejects.toThrow('fell');
  expect(await second()).toBe('done');
});
