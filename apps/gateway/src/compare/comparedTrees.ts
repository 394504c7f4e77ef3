import { statement, type Statement } from '#contract';
import type { Comparison } from '#api';
import { compareTrees, type Manifest, type Sealed } from '#bundle';
import type { RequestRecord } from '#records';

type Tree = Comparison['trees'][number];

const nothing: Manifest = { entries: [] };

/** Two trees under one name; one that a release lacks is named, and not compared: it need not have lost a file. */
function treeOf(
  kind: Tree['kind'],
  name: string,
  { from, to }: { from: Manifest | undefined; to: Manifest | undefined },
  most: number,
): Tree {
  const compared = compareTrees(from ?? to ?? nothing, to ?? from ?? nothing, most);
  const there = from && to ? 'both' : from ? 'from' : 'to';
  return {
    ...{ kind, name, in: there },
    ...compared,
    ...(from ? {} : { before: 0 }),
    ...(to ? {} : { after: 0 }),
  };
}

const namesOf = (from: object, to: object): string[] => [...new Set([...Object.keys(from), ...Object.keys(to)])].sort();

/** The programs of these groups and the configurations of their apps, compared; at most `most` files of each tree. */
export function comparedTrees(
  { from, to }: { from: Sealed; to: Sealed },
  { groups, apps }: { groups: readonly string[]; apps: ReadonlySet<string> },
  most: number,
): Tree[] {
  const programs = namesOf(from.groups, to.groups).filter((name) => groups.includes(name));
  const configs = namesOf(from.configs, to.configs).filter((name) => apps.has(name));
  return [
    ...programs.map((name) => treeOf('program', name, { from: from.groups[name], to: to.groups[name] }, most)),
    ...configs.map((name) => treeOf('config', name, { from: from.configs[name], to: to.configs[name] }, most)),
  ];
}

/** The bundle a release shipped, by its record. */
export const bundleIdOf = ({ facts }: RequestRecord): string | null =>
  typeof facts.bundle === 'string' ? facts.bundle : null;

/** Why a release has no bundle to compare, as a sentence. */
export function whyWithout(request: RequestRecord): Statement {
  const details = { release: request.id };
  if (bundleIdOf(request) !== null) return statement('compare.gone', details);
  return statement(request.state === 'settled' ? 'compare.noBundle' : 'compare.notYet', details);
}
