import type { Finding } from '#contract';

export const well = (name: string, message: string): Finding => ({ name, state: 'ok', message, advice: null });

export const warning = (name: string, message: string, advice: string): Finding => ({
  name,
  state: 'warning',
  message,
  advice,
});

export const failed = (name: string, message: string, advice: string): Finding => ({
  name,
  state: 'failed',
  message,
  advice,
});

/** A version as numbers that can be compared. */
export const atLeast = (version: string, least: readonly number[]): boolean => {
  const parts = version.split(/[.-]/).map((part) => Number.parseInt(part, 10) || 0);
  for (const [index, wanted] of least.entries()) {
    const part = parts[index] ?? 0;
    if (part !== wanted) return part > wanted;
  }
  return true;
};
