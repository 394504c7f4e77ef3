import type { OnDrift, TreeDifference } from '#contract';
import type { HandChange, HostDrift } from './hostDrift.js';

/** What a release brings to one tree: the digest of the file at a path, `other` where something else lies there or on the way to it. */
export type Brings = (path: string) => string | 'other' | null;

/** What a release does with the hand-made changes of a host. */
export interface DriftDecision {
  /** Changes the release would take away if nobody keeps them, and how many of each kind. */
  lost: readonly HandChange[];
  files: TreeDifference;
  /** Those that can be carried into it, with what it brings in the place of what was. */
  kept: readonly HandChange[];
  /** Those that cannot: it brings another content, or more differs than is carried. */
  conflicts: readonly HandChange[];
  /** How many files differ beyond those that are known by name. */
  unnamed: number;
}

/** Names that are carried: the others would have to be escaped on the way, and nobody gives such to a file in good faith. */
const isPlain = (name: string): boolean =>
  !/^[\\\s]|\s$|[\u0000-\u001f\u007f]/.test(name) && !name.split('/').some((part) => ['', '.', '..'].includes(part));

/** Holds hand-made changes against what a release brings: a change that it brings itself is none any more. */
export function againstRelease(
  { changes, files }: HostDrift,
  brings: Readonly<Record<HandChange['tree'], Brings>>,
): DriftDecision | null {
  const lost: HandChange[] = [];
  const kept: HandChange[] = [];
  const conflicts: HandChange[] = [];
  const brought = { changed: 0, deleted: 0, added: 0 };
  for (const change of changes) {
    const next = isPlain(change.name) ? brings[change.tree](change.name) : 'other';
    if (next === change.now && !change.unreadable) {
      brought[change.was === null ? 'added' : change.now === null ? 'deleted' : 'changed']++;
      continue;
    }
    lost.push(change);
    if (next === change.was && !change.unreadable) kept.push(change);
    else conflicts.push(change);
  }
  const unnamed = files.total - changes.length;
  if (lost.length + unnamed === 0) return null;
  const left = {
    changed: files.changed - brought.changed,
    deleted: files.deleted - brought.deleted,
    added: files.added - brought.added,
  };
  return { lost, files: { total: lost.length + unnamed, ...left }, kept, conflicts, unnamed };
}

/** What a release has to carry of a host's own files: nothing unless it keeps them. */
export const carriedOver = (decision: DriftDecision | null, onDrift: OnDrift): readonly HandChange[] =>
  decision && onDrift === 'keep' ? decision.kept : [];
