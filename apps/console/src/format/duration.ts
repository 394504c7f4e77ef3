/** The units in each language, from milliseconds to days. */
const unitsOf = (language: string): readonly string[] =>
  language.startsWith('zh') ? ['毫秒', '秒', '分', '小时', '天'] : ['ms', 's', 'min', 'h', 'd'];

const two = (value: number): string => String(value).padStart(2, '0');
const gap = '\u00a0';

/** How long something takes or took, in words: `840 ms`, `3.2 s`, `2 min 21 s`, `1 h 04 min`; `2 分 21 秒`. */
export function durationInWords(ms: number, language: string): string {
  const units = unitsOf(language);
  const join = (...parts: [string | number, number][]): string =>
    parts.map(([value, unit]) => `${value}${gap}${units[unit]}`).join(gap);
  if (ms < 950) return join([Math.max(0, Math.round(ms)), 0]);
  if (ms < 9_950) return join([(ms / 1000).toFixed(1), 1]);
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return join([seconds, 1]);
  if (seconds < 3600) return join([Math.floor(seconds / 60), 2], [two(seconds % 60), 1]);
  const minutes = Math.floor(seconds / 60);
  if (minutes < 48 * 60) return join([Math.floor(minutes / 60), 3], [two(minutes % 60), 2]);
  return join([Math.floor(minutes / 1440), 4], [Math.floor(minutes / 60) % 24, 3]);
}

/** The same for something under way, in whole seconds, so that it does not flicker. */
export const elapsedInWords = (ms: number, language: string): string => {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  return seconds < 60 ? `${seconds}${gap}${unitsOf(language)[1]}` : durationInWords(seconds * 1000, language);
};
