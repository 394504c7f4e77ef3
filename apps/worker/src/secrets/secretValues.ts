import { Secret } from '#shell';

/** Shorter values stand in texts by chance. */
const shortest = 6;
const mask = '***';

function collect(value: unknown, found: Set<string>): void {
  if (value instanceof Secret) found.add(value.reveal());
  else if (Array.isArray(value)) for (const one of value) collect(one, found);
  else if (typeof value === 'object' && value !== null) for (const one of Object.values(value)) collect(one, found);
}

/** Creates a function that masks the secrets of a configuration wherever they stand in a text, whatever they are called there. */
export function secretValueMask(config: object): (text: string) => string {
  const found = new Set<string>();
  collect(config, found);
  // Keys are shown line by line, each masked by its looks; the longest goes first, since it may hold another one.
  const values = [...found]
    .filter((value) => value.length >= shortest && !value.includes('\n'))
    .sort((a, b) => b.length - a.length);
  return (text) => values.reduce((masked, value) => masked.replaceAll(value, mask), text);
}
