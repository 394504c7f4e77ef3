import { beforeEach, expect, test, vi } from 'vitest';

const trouble = {
  code: 'START_FAILED',
  message: 'the application does not run after start: no process',
  advice: "Read the application's log.",
  details: { reason: 'no process' },
};
const inLanguage = async (language: string) => {
  vi.stubGlobal('localStorage', { getItem: () => language });
  if (language === 'zh') await (await import('./chinese.js')).loadChinese();
  return await import('./errorWords.js');
};
beforeEach(() => {
  vi.resetModules();
  vi.unstubAllGlobals();
});

test('an error is said as it came where the page is English', async () => {
  const { errorWords } = await inLanguage('en');
  expect(errorWords(trouble)).toEqual({ message: trouble.message, advice: trouble.advice, lang: undefined });
});

test('an error is said in Chinese by its code, and as it came where the code is not known', async () => {
  const { errorWords, refusalWords } = await inLanguage('zh');
  const { Refused } = await import('../api/refused.js');
  expect(errorWords(trouble)).toMatchObject({ message: '启动后应用未运行：no process', lang: undefined });
  expect(errorWords({ ...trouble, code: 'NEW' })).toEqual({
    message: trouble.message,
    advice: trouble.advice,
    lang: 'en',
  });
  expect(refusalWords(new Refused(404, 'JOB_UNKNOWN', 'there is no job 7', null, { job: '7' }))).toMatchObject({
    message: '没有任务 7',
    advice: null,
  });
  expect(refusalWords(new Refused(0, null, 'fetch failed')).lang).toBeUndefined();
});
