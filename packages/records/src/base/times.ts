const two = (value: number): string => String(value).padStart(2, '0');

/** `YYYY-MM-DD HH:MM:SS` in local time, as the original's tables and answers write it. */
export function localTime(date: Date): string {
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-');
  return `${day} ${[date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(':')}`;
}

/** The timestamp that `YYYY-MM-DD HH:MM:SS` in local time means; null for one that is invalid, as MySQL's zero date. */
export function fromLocal(text: string | null): Date | null {
  const parts = /^(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)/
    .exec(text ?? '')
    ?.slice(1)
    .map(Number);
  if (!parts) return null;
  const [year, month, day, hour, minute, second] = parts as [number, number, number, number, number, number];
  return month === 0 || day === 0 ? null : new Date(year, month - 1, day, hour, minute, second);
}

/** `YYYYMMDD_HHmmss` in local time, as release directories are named. */
export function releaseStampOf(date: Date): string {
  return localTime(date).replaceAll(/[-:]/g, '').replace(' ', '_');
}

/** `YYYY_mmdd`, the original's deploy_version. */
export function versionOf(date: Date): string {
  return localTime(date).slice(0, 10).replace('-', '_').replace('-', '');
}

/** A timestamp as a DATETIME(3) in UTC. */
export function utc(date: Date): string {
  return date.toISOString().replace('T', ' ').replace('Z', '');
}

/** A DATETIME(3) that was written with UTC_TIMESTAMP(3). */
export function fromUtc(text: string): Date {
  return new Date(`${text.replace(' ', 'T')}Z`);
}

let lastNumber = 0n;

/** A randomStr: 19 digits, nanoseconds since 1970 of which the last are drawn, growing within one process. */
export function randomStr(now: Date): string {
  const drawn = BigInt(now.getTime()) * 1_000_000n + BigInt(Math.floor(Math.random() * 1_000_000));
  lastNumber = drawn > lastNumber ? drawn : lastNumber + 1n;
  return lastNumber.toString();
}
