import { statement, type Statement, type TreeDifference } from '#contract';
import type { Facts } from '../model/instruction.js';

/** A file of a host that is not what was released. A digest is null where there is no file. */
export interface HandChange {
  tree: 'program' | 'config';
  /** Its name as sha256sum spells it. */
  name: string;
  /** What the release brought, and what lies there now; `unreadable` where that cannot be told. */
  was: string | null;
  now: string | null;
  unreadable?: true;
}

/** What differs on a host from what it was released: its hand-made changes, those that its release has kept among them. */
export interface HostDrift {
  files: TreeDifference;
  /** The first that differ; all, as a rule. */
  changes: readonly HandChange[];
  /** Which files differ and how, as one text, to see that others do by now; not what they hold. */
  identity: string;
}

const line = /^(changed|deleted|added|unreadable) ([0-9a-f]{64}|-) ([0-9a-f]{64}|-) (program|config)\/(.+)$/;
const digest = (word: string): string | null => (word === '-' ? null : word);

/** The changes of lines as hosts tell them. */
export function handChangesIn(text: string | undefined): HandChange[] {
  return (text ?? '').split('\n').flatMap((row): HandChange[] => {
    const match = line.exec(row);
    if (!match) return [];
    const [, kind, was, now, tree, name] = match as unknown as [string, string, string, string, string, string];
    const unreadable = kind === 'unreadable' || (kind === 'added' && now === '-');
    return [
      {
        ...{ tree: tree as HandChange['tree'], name, was: digest(was), now: digest(now) },
        ...(unreadable ? { unreadable: true as const } : {}),
      },
    ];
  });
}

/** How a change is called: `changed`, `deleted`, `added` or `unreadable`. */
const kindOf = ({ was, now, unreadable }: HandChange): 'changed' | 'deleted' | 'added' | 'unreadable' =>
  was === null ? 'added' : unreadable ? 'unreadable' : now === null ? 'deleted' : 'changed';

/** A change as people read it: "changed program/lib/a.js". */
export const spellChange = (change: HandChange): string => `${kindOf(change)} ${change.tree}/${change.name}`;

/** The same as a detail of a statement. */
export const stateChange = (change: HandChange): Statement =>
  statement(`change.${kindOf(change)}`, { path: `${change.tree}/${change.name}` });

/** A change as hosts tell it and are told it. */
export const changeLine = (change: HandChange): string =>
  `${kindOf(change)} ${change.was ?? '-'} ${change.now ?? '-'} ${change.tree}/${change.name}`;

/** What a release was given of the host's own files when it was sealed: they are what they were meant to be there. */
export const carriedIn = (facts: Facts): string[] => handChangesIn(facts.drift_carried).map(spellChange);

/** What differs from what was sealed, as people read it. */
export const spellFound = (facts: Facts): string[] => handChangesIn(facts.drift_lines).map(spellChange);

const count = (value: string | undefined): number => {
  const number = Number(value ?? 0);
  return Number.isSafeInteger(number) && number > 0 ? number : 0;
};

/**
 * The hand-made changes of a host, from the facts of a script that looked for them; null where it has none, or nobody knows what it was
 * released. A file its release has kept is one still: it was never part of what was released to the others.
 */
export function hostDrift(facts: Facts): HostDrift | null {
  const found = handChangesIn(facts.drift_lines);
  const kept = handChangesIn(facts.drift_carried);
  if (facts.drift !== 'drifted' && kept.length === 0) return null;
  const key = ({ tree, name }: HandChange): string => `${tree}/${name}`;
  const all = new Map(kept.map((change) => [key(change), change]));
  for (const change of found) {
    const before = all.get(key(change));
    const joined = before ? { ...change, was: before.was } : change;
    all.set(key(change), joined);
    // Put back to what was released to the others.
    if (before && !joined.unreadable && joined.was === joined.now) all.delete(key(change));
  }
  const changes = [...all.values()].sort((a, b) => (spellPlace(a) < spellPlace(b) ? -1 : 1));
  const named = { changed: 0, deleted: 0, added: 0 };
  for (const change of changes) {
    const kind = kindOf(change);
    named[kind === 'unreadable' ? 'changed' : kind]++;
  }
  const most = {
    changed: Math.max(named.changed, count(facts.drift_changed)),
    deleted: Math.max(named.deleted, count(facts.drift_deleted)),
    added: Math.max(named.added, count(facts.drift_added)),
  };
  const total = most.changed + most.deleted + most.added;
  if (total === 0) return null;
  return {
    files: { total, ...most },
    changes,
    identity: `${facts.drift_sum ?? ''} ${facts.drift_carried ?? ''}`.trim(),
  };
}

const spellPlace = ({ tree, name }: HandChange): string => `${tree === 'program' ? 0 : 1}/${name}`;
