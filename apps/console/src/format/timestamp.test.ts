import { expect, test } from 'vitest';
import { durationInWords, elapsedInWords } from './duration.js';
import { formatAge, formatFullTimestamp, formatReleaseStamp, formatZone } from './timestamp.js';

const gaps = (text: string): string => text.replaceAll('\u00a0', ' ');
const now = Date.parse('2026-11-26T12:00:00Z');
const ago = (ms: number): string => new Date(now - ms).toISOString();

test('the name of a release is a time', () => {
  expect(formatReleaseStamp('20260131_120059')).toBe('2026-01-31 12:00:59');
  expect(formatReleaseStamp('else')).toBe('else');
});

test.each([
  [12_000, '12 s ago', '12 秒前'],
  [59_999, '59 s ago', '59 秒前'],
  [61_000, '1 min ago', '1 分钟前'],
  [3 * 3_600_000, '3 h ago', '3 小时前'],
  [39 * 86_400_000, '18 Oct', '10月18日'],
  [(39 + 365) * 86_400_000, '18 Oct 2025', '2025年10月18日'],
  [-5000, '0 s ago', '0 秒前'],
])('what was %i ms ago is %s, %s', (ms, en, zh) => {
  expect(gaps(formatAge(ago(ms), 'en-GB', now))).toBe(en);
  expect(gaps(formatAge(ago(ms), 'zh-CN', now))).toBe(zh);
});

test('an exact time names its day, its weekday and its zone', () => {
  const iso = new Date(2026, 10, 26, 15, 31, 7).toISOString();
  const zone = formatZone(new Date(iso).getTimezoneOffset());
  expect(formatFullTimestamp(iso, 'en-GB')).toBe(`Thu 26 Nov 2026, 15:31:07 (${zone})`);
  expect(formatFullTimestamp(iso, 'zh-CN')).toBe(`2026年11月26日 周四 15:31:07（${zone}）`);
  expect([0, -480, 210].map(formatZone)).toEqual(['UTC', 'UTC+8', 'UTC-3:30']);
});

test.each([
  [840, '840 ms', '840 毫秒'],
  [3_200, '3.2 s', '3.2 秒'],
  [48_000, '48 s', '48 秒'],
  [141_000, '2 min 21 s', '2 分 21 秒'],
  [3_840_000, '1 h 04 min', '1 小时 04 分'],
  [-1, '0 ms', '0 毫秒'],
])('%i ms are %s, %s', (ms, en, zh) => {
  expect(gaps(durationInWords(ms, 'en-GB'))).toBe(en);
  expect(gaps(durationInWords(ms, 'zh-CN'))).toBe(zh);
});

test('what is under way counts whole seconds', () => {
  expect([-5, 0, 3_400, 141_900].map((ms) => gaps(elapsedInWords(ms, 'en-GB')))).toEqual([
    '0 s',
    '0 s',
    '3 s',
    '2 min 21 s',
  ]);
});
