const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** Formats are kept: a list makes one for every row, and making one is what costs. */
const kept = new Map<string, Intl.DateTimeFormat>();

function formatter(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language} ${JSON.stringify(options)}`;
  let found = kept.get(key);
  if (!found) kept.set(key, (found = new Intl.DateTimeFormat(language, { hourCycle: 'h23', ...options })));
  return found;
}

/** How long ago something was, within a day; before that its day: `12 s ago`, `3 h ago`, `18 Oct`, `18 Oct 2025`. */
export function formatAge(iso: string, language: string, now: number): string {
  const at = new Date(iso);
  const ago = Math.max(0, now - at.getTime());
  const inChinese = language.startsWith('zh');
  const since = (n: number, en: string, zh: string): string =>
    inChinese ? `${Math.floor(n)}\u00a0${zh}前` : `${Math.floor(n)}\u00a0${en} ago`;
  if (ago < minute) return since(ago / second, 's', '秒');
  if (ago < hour) return since(ago / minute, 'min', '分钟');
  if (ago < day) return since(ago / hour, 'h', '小时');
  const sameYear = at.getFullYear() === new Date(now).getFullYear();
  return formatter(language, {
    ...(sameYear ? {} : { year: 'numeric' }),
    month: inChinese ? 'long' : 'short',
    day: 'numeric',
  }).format(at);
}

/** A timestamp in the reader's time zone: the time alone for today, otherwise with its day. */
export function formatTimestamp(iso: string, language: string, now: number): string {
  const at = new Date(iso);
  const sameDay = at.toDateString() === new Date(now).toDateString();
  const inDay = { hour: '2-digit', minute: '2-digit' } as const;
  return formatter(
    language,
    sameDay ? { ...inDay, second: '2-digit' } : { month: 'short', day: 'numeric', ...inDay },
  ).format(at);
}

/** The same in full, for who wants to know exactly: `Thu 26 Nov 2026, 15:31:07 (UTC+8)`, `2026年11月26日 周四 15:31:07（UTC+8）`. */
export function formatFullTimestamp(iso: string, language: string): string {
  const at = new Date(iso);
  const part = (options: Intl.DateTimeFormatOptions): string => formatter(language, options).format(at);
  const date = part({ day: 'numeric', month: language.startsWith('zh') ? 'long' : 'short', year: 'numeric' });
  const [weekday, time] = [part({ weekday: 'short' }), part({ timeStyle: 'medium' })];
  const zone = formatZone(at.getTimezoneOffset());
  return language.startsWith('zh') ? `${date} ${weekday} ${time}（${zone}）` : `${weekday} ${date}, ${time} (${zone})`;
}

/** The time of day with its zone: `15:42 UTC+8`. */
export function formatClock(at: number, language: string): string {
  const date = new Date(at);
  return `${formatter(language, { hour: '2-digit', minute: '2-digit' }).format(date)} ${formatZone(date.getTimezoneOffset())}`;
}

/** A zone by the minutes that UTC is ahead of it: `UTC`, `UTC+8`, `UTC-3:30`. */
export function formatZone(offset: number): string {
  if (offset === 0) return 'UTC';
  const [hours, minutes] = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60];
  return `UTC${offset < 0 ? '+' : '-'}${hours}${minutes === 0 ? '' : `:${String(minutes).padStart(2, '0')}`}`;
}

/** `20260131_120059`, the name of a release directory, in a form that can be read. */
export const formatReleaseStamp = (stamp: string): string =>
  stamp.replace(/^(\d{4})(\d{2})(\d{2})_(\d{2})(\d{2})(\d{2})$/, '$1-$2-$3 $4:$5:$6');
