import type { Observation } from '#release';

/** What a program of a host wrote, among the facts that scripts tell. */
const written: readonly string[] = ['stdout', 'stderr', 'lacks_because'];

function maskedIn(value: unknown, masked: (text: string) => string): unknown {
  // What a script says before it stands in front of what was cut: `it ended with status 3: `.
  if (typeof value === 'string')
    return value
      .split(/(?<=: )/)
      .map(masked)
      .join('');
  if (Array.isArray(value)) return value.map((one) => maskedIn(one, masked));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, maskedIn(one, masked)]));
}

/** What is said of a host without secrets in what it quotes. */
export const maskDetails = <T>(details: T, masked: (text: string) => string): T => maskedIn(details, masked) as T;

/** An observation without secrets in what programs wrote, nor in an error that quotes it. */
export function maskObservation(seen: Observation, masked: (text: string) => string): Observation {
  const { facts, trouble, output } = seen;
  return {
    facts: Object.fromEntries(
      Object.entries(facts).map(([name, value]) => [name, written.includes(name) ? masked(value) : value]),
    ),
    trouble: trouble && { ...trouble, details: maskDetails(trouble.details, masked) },
    ...(output && { output: output.map((one) => ({ ...one, text: masked(one.text) })) }),
  };
}
