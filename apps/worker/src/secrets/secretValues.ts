import { Secret } from '#shell';

/** Shorter values stand in texts by chance. */
const shortest = 6;
const mask = '***';

function collect(value: unknown, found: Set<string>): void {
  if (value instanceof Secret) found.add(value.reveal());
  else if (Array.isArray(value)) for (const one of value) collect(one, found);
  else if (typeof value === 'object' && value !== null) for (const one of Object.values(value)) collect(one, found);
}

/** A value as base64 spells it wherever bytes follow it. */
const encoded = (value: string): string => {
  const bytes = Buffer.from(value);
  return bytes.subarray(0, bytes.length - (bytes.length % 3)).toString('base64');
};

/** A value as a file of variables on a host spells it: see escapes.ts of its services. */
const escaped = (value: string): string[] => [/[\\"$]/g, /[\\"$`]/g].map((odd) => value.replaceAll(odd, '\\$&'));

/** How many letters of a value end a line, of those it begins with; too few say nothing. */
function cutAtEnd(line: string, value: string): number {
  for (let length = Math.min(value.length - 1, line.length); length >= shortest; length--)
    if (line.endsWith(value.slice(0, length))) return length;
  return 0;
}

/** How many begin a line, of those it ends with. */
function cutAtStart(line: string, value: string): number {
  for (let length = Math.min(value.length - 1, line.length); length >= shortest; length--)
    if (line.startsWith(value.slice(-length))) return length;
  return 0;
}

/** A line without what is left of values that were cut where it begins or ends. */
function withoutCut(line: string, values: readonly string[]): string {
  const end = Math.max(0, ...values.map((value) => cutAtEnd(line, value)));
  const kept = end === 0 ? line : `${line.slice(0, -end)}${mask}`;
  const start = Math.max(0, ...values.map((value) => cutAtStart(kept, value)));
  return start === 0 ? kept : `${mask}${kept.slice(start)}`;
}

/**
 * Creates a function that masks the secrets of a configuration wherever they stand in a text, whatever they are called there, also in base64, each line of
 * one that has several by itself. Of texts that may have been `cut` also what is left of one there: in a whole text a line may well
 * end as a secret begins.
 */
export function secretValueMask(config: object, { cut = false }: { cut?: boolean } = {}): (text: string) => string {
  const found = new Set<string>();
  collect(config, found);
  const lines = [...found].flatMap((value) => value.split(/\r?\n/)).filter((line) => line.length >= shortest);
  // The longest goes first, since it may hold another one.
  const values = [
    ...new Set([...lines, ...lines.flatMap(escaped), ...lines.map(encoded).filter((text) => text.length > shortest)]),
  ].sort((a, b) => b.length - a.length);
  if (values.length === 0) return (text) => text;
  return (text) => {
    const masked = values.reduce((sofar, value) => sofar.replaceAll(value, mask), text);
    if (!cut) return masked;
    const whole = masked.split('\n').map((line) => withoutCut(line, values));
    return whole.join('\n');
  };
}
