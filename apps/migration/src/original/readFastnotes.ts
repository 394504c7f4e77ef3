import { statement } from '#contract';
import { refusedImport } from './refuse.js';

/** What counts of a web/fastnotes.json. */
export interface Fastnotes {
  /** Its keys with the text of those that are no lists. */
  keys: ReadonlyMap<string, string>;
  /** The actions it allows. */
  allowed: readonly string[];
}

const actionOf = (row: unknown): string[] => {
  const { action } = (row ?? {}) as { action?: unknown };
  return typeof action === 'string' ? [action] : [];
};

/** Reads a fastnotes.json. Throws IMPORT_REFUSED for what is none. */
export function readFastnotes(text: string, file: string): Fastnotes {
  let found: unknown;
  try {
    found = JSON.parse(text);
  } catch {
    found = null;
  }
  if (typeof found !== 'object' || found === null || Array.isArray(found))
    throw refusedImport(statement('moving.notFastnotes', { file }));
  const { allow } = found as { allow?: unknown };
  return {
    keys: new Map(Object.entries(found).map(([key, value]) => [key, typeof value === 'object' ? '' : String(value)])),
    allowed: Array.isArray(allow) ? allow.flatMap(actionOf) : [],
  };
}
