import { originalConfigKeys, fastnotesKeys, type KeyFate } from '#rex';
import type { OriginalSection } from '../original/readOriginal.js';

/** What became of one key: as the table says, or it was not there, or its value does not fit. */
export interface ReportedKey {
  key: string;
  fate: KeyFate['fate'] | 'absent' | 'unfit';
  /** Its key here, or where one finds what it did. */
  to: string | null;
  en: string | null;
  zh: string | null;
}

/** Takes values as they are found to fit. */
export interface KeyReport {
  /** The value of a key as `read` has it; undefined, and reported, where there is none or it does not fit. */
  take<T>(key: string, read: (text: string) => T | undefined, expected: string): T | undefined;
  all(): ReportedKey[];
}

/** The report on the keys of a section, or of fastnotes.json, by their table. */
export function fateReport(keys: OriginalSection, table: Readonly<Record<string, KeyFate>>): KeyReport {
  const found = new Map(
    Object.entries(table).map(([key, { fate, to, reason }]): [string, ReportedKey] => [
      key,
      { key, fate: keys.has(key) ? fate : 'absent', to, en: reason?.en ?? null, zh: reason?.zh ?? null },
    ]),
  );
  return {
    take: (key, read, expected) => {
      const text = keys.get(key)?.trim() ?? '';
      if (text === '') return undefined;
      const value = read(text);
      if (value === undefined) {
        found.set(key, {
          ...{ key, fate: 'unfit', to: found.get(key)?.to ?? null },
          en: `its value does not fit (expected ${expected}); the default counts`,
          zh: `其值不合要求 (应为 ${expected}); 采用默认值`,
        });
      }
      return value;
    },
    all: () => [...found.values()],
  };
}

export const configReport = (section: OriginalSection): KeyReport => fateReport(section, originalConfigKeys);
export const fastnotesReport = (keys: OriginalSection): KeyReport => fateReport(keys, fastnotesKeys);

/** A number within bounds; undefined for anything else. */
export const numberFrom =
  (least: number, most: number, whole = true) =>
  (text: string): number | undefined => {
    const value = Number(text);
    return Number.isFinite(value) && value >= least && value <= most && (!whole || Number.isInteger(value))
      ? value
      : undefined;
  };

export const flagFrom = (text: string): boolean | undefined =>
  /^(true|1|on)$/i.test(text) ? true : /^(false|0|off)$/i.test(text) ? false : undefined;

export const keysMatching =
  (pattern: RegExp) =>
  (text: string): string | undefined =>
    pattern.test(text) ? text : undefined;
