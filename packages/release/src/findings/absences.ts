import type { Facts } from '../model/instruction.js';

/** How long a path was missing while something else took its place. */
export interface Absence {
  path: string;
  /** Milliseconds at the most; null where the host was interrupted between. */
  ms: number | null;
}

/** The paths that were missing for a while, as a host told it: see scripts/lib/switchLink.sh. */
export const absencesOf = ({ absent = '' }: Facts): Absence[] =>
  absent.split('\n').flatMap((line) => {
    const [, ms, path] = /^(\d{1,12}|-) (.+)$/.exec(line) ?? [];
    return path === undefined ? [] : [{ path, ms: ms === '-' ? null : Number(ms) }];
  });
