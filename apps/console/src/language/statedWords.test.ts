import { afterEach, expect, test, vi } from 'vitest';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

test('what a setting is for is loaded once a Chinese page shows one, and English until then', async () => {
  vi.resetModules();
  vi.stubGlobal('localStorage', { getItem: () => 'zh' });
  const { loadChinese } = await import('./chinese.js');
  const { statedWords } = await import('./statedWords.js');
  const version = { message: 'the version', statement: { id: 'setting.version', details: {} } };
  expect(statedWords(version)).toMatchObject({ message: 'the version', lang: 'en' });
  await loadChinese();
  statedWords(version);
  await expect.poll(() => statedWords(version).message).toBe('此文件格式的版本');
});
