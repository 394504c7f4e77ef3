import type { App } from '../model/app.js';
import type { Facts } from '../model/instruction.js';
import { sharedRoot } from '../model/paths.js';

/** Data of a live release that lies where each release is to have a link to what outlives releases. */
export interface LyingData {
  /** As `shared` has it. */
  path: string;
  kind: 'file' | 'directory';
  from: string;
  to: string;
  /** On its disk; null where measuring it took too long. */
  bytes: number | null;
  /** Files and directories in it, 1 for a file; null as well. */
  entries: number | null;
}

const count = (text: string): number | null => (/^\d{1,15}$/.test(text) ? Number(text) : null);

/** A path of an app in its live release, and where it lies when it outlives releases. */
export function sharedPlaces(app: App, path: string, live: string): { from: string; to: string } {
  const bare = path.replace(/\/$/, '');
  return { from: `${live}/${bare}`, to: `${sharedRoot(app)}/${bare}` };
}

/** The data a host told of, as far as it lies at paths of the app: see scripts/steps/liveTrees.sh. */
export function lyingData({ adopts = '', program_live: live = '' }: Facts, app: App): LyingData[] {
  const seen = new Map(
    adopts.split('\n').flatMap((line) => {
      const [, kind, kib, entries, path] = /^(file|directory) (\S+) (\S+) (.+)$/.exec(line) ?? [];
      return path === undefined ? [] : [[path, { kind, kib: count(kib!), entries: count(entries!) }] as const];
    }),
  );
  return (app.shared ?? []).flatMap((path): LyingData[] => {
    const found = seen.get(path);
    if (!found) return [];
    const { kind, kib, entries } = found;
    const places = sharedPlaces(app, path, live);
    return [{ path, kind: kind as LyingData['kind'], ...places, bytes: kib === null ? null : kib * 1024, entries }];
  });
}
