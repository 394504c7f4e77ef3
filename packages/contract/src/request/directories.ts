/*
 * The `directories` of config.yml that processes work in together: on several machines they have to be the same places. A path
 * says nothing of that, so each directory carries an identity, and who asks for something that lies in one says in which.
 */

import { statement } from '../statements/index.js';
import type { Statement } from '../words/statement.js';

/** As `directories` has them in the program. Uploads by `POST /upload` are the gateway's alone. */
export const directoryKeys = [
  'store',
  'softdir',
  'configuredir',
  'localProdir',
  'localConfdir',
  'updateProdir',
  'updateConfdir',
  'httpdowndir',
] as const;
export type DirectoryKey = (typeof directoryKeys)[number];

/** A directory by what tells it from all others; what is not known is null. */
export interface DirectoryIdentity {
  /** What the mark in it says. A copy of the directory has the same. */
  id: string | null;
  /** Kernel, device and inode, where no other machine can have it in use; null for shared file systems. */
  at: string | null;
}

/** A directory as one process sees it. */
export interface DirectorySeen extends DirectoryIdentity {
  path: string;
  /** The file system it lies in, as this machine numbers them; null where it could not be looked at. */
  device: string | null;
  /** In which a path is the same directory for all: one kernel's, one container's; null where nobody can tell. */
  view: string | null;
  /** Why it could not be looked at, or not be marked; null when it could. */
  problem: string | null;
}

export type SeenDirectories = Partial<Record<DirectoryKey, DirectorySeen>>;
/** Where a request's bytes lie, or are to lie. */
export type WantedDirectories = Partial<Record<DirectoryKey, DirectoryIdentity>>;

/** A directory as config.yml spells it, as `directories.update_prodir`. */
export const spelledDirectory = (key: DirectoryKey): string =>
  `directories.${key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`;

type Look = DirectoryIdentity & { path?: string; view?: string | null };

/** Kernel and device of a place. */
const fileSystemOf = (at: string): string => at.slice(0, at.lastIndexOf(':'));

/** Whether one was looked at before, and one after, it was made anew: whoever did that left no other behind. */
const madeAnew = (a: Look, b: Look): boolean =>
  a.id !== null && a.id === b.id && a.path === b.path && fileSystemOf(a.at!) === fileSystemOf(b.at!);

/** Whether two looks were at the same directory; null when nobody can tell. */
export function sameDirectory(a: Look, b: Look): boolean | null {
  // Looks at different moments may differ in all else: whoever filled it made it anew in between.
  if (a.view && a.view === b.view && a.path === b.path) return true;
  if (a.at !== null && b.at !== null) return a.at === b.at || madeAnew(a, b);
  return a.id !== null && b.id !== null ? a.id === b.id : null;
}

const isKnown = ({ id, at }: DirectoryIdentity): boolean => id !== null || at !== null;

/**
 * Whether a directory is the wanted one; `others` are those of all who live. Of two with the same mark on different machines one
 * is a copy: only the very place counts then.
 */
export function isWanted(mine: Look, wanted: DirectoryIdentity, others: readonly Look[]): boolean {
  if (wanted.at !== null && mine.at === wanted.at) return true;
  if (wanted.id === null || mine.id !== wanted.id) return false;
  return !others.some((other) => other.id === wanted.id && sameDirectory(other, mine) === false);
}

/** Different places, each once; one that cannot be told from another is taken for the same. */
function places<T extends Look>(seen: readonly T[]): T[][] {
  const found: T[][] = [];
  for (const one of seen.filter(isKnown)) {
    const own = found.find((place) => place.some((other) => sameDirectory(other, one) !== false));
    if (own) own.push(one);
    else found.push([one]);
  }
  return found;
}

/** The one place that all of these are, or null. */
function place(seen: readonly Look[]): DirectoryIdentity | null {
  const found = places(seen);
  if (found.length !== 1) return null;
  return found[0]!.find(({ id }) => id !== null) ?? found[0]![0]!;
}

/** Whether a directory that lost its mark is the one somebody else saw there before: same name, same file system. */
const besides = (own: Look, other: Look): boolean =>
  own.at !== null && other.at !== null && own.path === other.path && fileSystemOf(own.at) === fileSystemOf(other.at);

/**
 * The directory a request is meant for: that of the gateway that takes it, where that one is marked or is a worker's, else the
 * one the workers share. Where they have several it is his, if he has one; `differ` when he has none. Null when nobody knows any.
 */
export function directoryMeant(own: Look | null, workers: readonly Look[]): DirectoryIdentity | null | 'differ' {
  const shared = (one: DirectoryIdentity): boolean => workers.some((worker) => sameDirectory(worker, one) === true);
  if (own && (own.id !== null || shared(own))) return { id: own.id, at: own.at };
  const anew = own && place(workers.filter((worker) => besides(own, worker)));
  if (anew) return { id: anew.id, at: own.at };
  const found = places(workers);
  if (found.length > 1) return own?.at ? { id: own.id, at: own.at } : 'differ';
  const only = place(workers);
  return only && { id: only.id, at: only.at };
}

/** One process and what it sees. */
export interface Looker {
  name: string;
  directories: SeenDirectories;
}

/** A directory that is not the same place for all: each place with who has it, the one most have first. */
export interface DirectoryDifference {
  key: DirectoryKey;
  places: { path: string; names: string[] }[];
  /** They carry the same mark: one is a copy of the other. */
  copied: boolean;
}

/** What processes that work together do not share. One that does not see a directory at all shares nothing of it. */
export function directoryDifferences(lookers: readonly Looker[]): DirectoryDifference[] {
  return directoryKeys.flatMap((key) => {
    const seen = lookers.flatMap(({ name, directories }) => {
      const one = directories[key];
      return one ? [{ ...one, name }] : [];
    });
    const found = places(seen).sort((a, b) => b.length - a.length);
    if (found.length < 2) return [];
    const ids = found.map((place) => place.find(({ id }) => id !== null)?.id ?? null);
    return [
      {
        key,
        places: found.map((place) => ({ path: place[0]!.path, names: place.map(({ name }) => name) })),
        copied: ids.some((id, index) => id !== null && ids.indexOf(id) !== index),
      },
    ];
  });
}

/** A difference in a sentence, and how it ends. */
export function tellDifference({ key, places: found, copied }: DirectoryDifference): Statement {
  const directory = spelledDirectory(key);
  const seen = found.map(({ path, names }) => statement('directories.place', { path, names: names.slice(0, 5) }));
  return copied
    ? statement('directories.copied', { directory, places: seen, mark: directoryMark })
    : statement('directories.differ', { directory, places: seen });
}

/** The file that carries the identity of a directory. */
export const directoryMark = '.rexflow-id';
