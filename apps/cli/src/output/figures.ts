import { sentence } from '../language/sentence.js';

/** A timestamp as the clock of this machine shows it. */
export function clock(at: string | number): string {
  const date = new Date(at);
  return [date.getHours(), date.getMinutes(), date.getSeconds()].map((part) => String(part).padStart(2, '0')).join(':');
}

/** The same with its day. */
export function day(at: string | null): string {
  if (at === null) return '';
  const date = new Date(at);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${clock(at)}`;
}

/** How long ago something was, in the largest unit that is not too coarse: "12 s ago"; empty where it never was. */
export function age(at: string | null, now: number): string {
  if (at === null) return '';
  const seconds = Math.max(0, Math.round((now - new Date(at).getTime()) / 1000));
  if (seconds < 120) return sentence('age.seconds', { n: seconds });
  if (seconds < 7200) return sentence('age.minutes', { n: Math.round(seconds / 60) });
  if (seconds < 172_800) return sentence('age.hours', { n: Math.round(seconds / 3600) });
  return sentence('age.days', { n: Math.round(seconds / 86_400) });
}
