import { Minimatch } from 'minimatch';
import { above } from '../manifest/treePath.js';

/** The names that macOS puts beside the files of a program: nothing of it, and other systems have no use for them. */
const junk = /(^|\/)(__MACOSX|\.DS_Store|\._[^/]*)(\/|$)/;

/** True for a name of an archive that macOS added. */
export const isJunk = (name: string): boolean => junk.test(name);

/** What of a package is the program. Patterns are globs: one with a slash counts from the top, any other for a name at any depth. */
export interface Selection {
  /** Directories at the top that are no part of the paths. */
  strip?: 0 | 1;
  /** Only what matches one of these, and what lies below that; all of it where there are none. */
  include?: readonly string[];
  /** Not what matches one of these, nor what lies below that. */
  exclude?: readonly string[];
  /** What keeps setuid and setgid. */
  setuid?: readonly string[];
}

/** True for a path that matches one of the patterns, or lies below one that does. */
export function matching(patterns: readonly string[]): (path: string) => boolean {
  const globs = patterns.map((pattern) => {
    const plain = pattern.replace(/\/+$/, '');
    const options = { dot: true, nocomment: true, nonegate: true, matchBase: !plain.includes('/') };
    return new Minimatch(plain.replace(/^\/+/, ''), options);
  });
  const known = new Map<string, boolean>();
  const matches = (path: string): boolean => {
    const found = known.get(path) ?? globs.some((glob) => glob.match(path));
    known.set(path, found);
    return found;
  };
  return (path) => matches(path) || above(path).some(matches);
}

/** Gives the path in the program of a path that is stripped already; null for one that is no part of it. */
export function selecting({ include = [], exclude = [] }: Selection): (path: string) => string | null {
  if (include.length + exclude.length === 0) return (path) => path;
  const [isIn, isOut] = [matching(include), matching(exclude)];
  return (path) => ((include.length === 0 || isIn(path)) && !isOut(path) ? path : null);
}

/** The path without its first directory; '' for that directory itself. */
export const stripped = (path: string, { strip = 0 }: Selection): string =>
  strip === 0 ? path : path.slice(path.includes('/') ? path.indexOf('/') + 1 : path.length);
