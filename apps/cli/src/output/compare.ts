import type { TextsView, Comparison } from '#api';
import { formatBytes } from '#api/client';
import { counted, day } from './figures.js';
import { table } from './table.js';
import { printable } from './width.js';

type Side = Comparison['from'];

const shortCommit = (commit: string | null): string => commit?.slice(0, 12) ?? '';

/** A release in a line: version, commit, when and by whom. */
function sideLine(word: string, { id, provenance, acceptedAt, caller, outcome }: Side): string {
  const { version, commit } = provenance;
  const known = [version, shortCommit(commit)].filter(Boolean).join(' ');
  return printable(
    `${word}  ${id}  ${known || 'version not known'}, ${day(acceptedAt)} by ${caller}, ${outcome ?? 'not finished'}`,
  );
}

/** The two releases, and what cannot be told of them. */
export function headLines({ from, to, groups, missing }: Comparison): string[] {
  return [
    sideLine('from', from),
    sideLine('to  ', to),
    printable(`groups: ${groups.join(', ')}`),
    ...missing.map((reason) => printable(`not known: ${reason}`)),
  ];
}

const signs = { added: '+', changed: '~', deleted: '-' } as const;

function sizes({ before, after }: { before: number | null; after: number | null }): string {
  const [was, is] = [before, after].map((size) => (size === null ? null : formatBytes(size)));
  return [was, is].filter((size) => size !== null).join(' -> ');
}

/** What differs between the trees, file by file. */
export function fileLines({ trees, same }: Comparison): string[] {
  if (same === true) return ['files: the same in both'];
  return trees.flatMap(({ kind, name, in: where, added, changed, deleted, total, before, after, files }) => {
    const head = `${kind} of ${name}:`;
    if (where !== 'both') return [printable(`${head} in the ${where === 'from' ? 'first' : 'second'} release only`)];
    if (total === 0) return [printable(`${head} the same`)];
    return [
      printable(`${head} +${added} ~${changed} -${deleted}, ${formatBytes(before)} -> ${formatBytes(after)}`),
      ...files.map((file) => printable(`  ${signs[file.change]} ${file.path}  (${sizes(file)})`)),
      ...(total > files.length ? [`  ... ${counted(total - files.length, 'more file')}`] : []),
    ];
  });
}

/** The commits of both, and the releases between them. */
export function commitLines({ commits }: Comparison): string[] {
  const { from, to, link, releases, more } = commits;
  const same = from !== null && from === to;
  return [
    same
      ? printable(`commits: both are ${from}`)
      : printable(`commits: ${from ?? 'not known'} -> ${to ?? 'not known'}`),
    ...(link === null ? [] : [printable(link)]),
    ...(releases.length === 0
      ? ['no release lies between them']
      : table(
          ['release', 'when', 'who', 'version', 'commit', 'note'],
          releases.map(({ id, settledAt, caller, provenance, note }) => [
            ...[id, day(settledAt), caller, provenance.version ?? '', shortCommit(provenance.commit)],
            note?.split('\n')[0] ?? '',
          ]),
        )),
    ...(more ? ['... and more'] : []),
  ];
}

const why = { binary: 'not text', large: 'too large to be shown', link: 'a link' } as const;

/** How the configurations differ, as text. */
export function patchLines({ apps }: TextsView): string[] {
  if (apps.length === 0) return ['configuration: the same in both'];
  return apps.flatMap(({ app, files, more }) => [
    printable(`configuration of ${app}:`),
    ...files.flatMap(({ path, change, patch, why: reason }) =>
      patch === null
        ? [printable(`  ${signs[change]} ${path}  (${why[reason ?? 'large']})`)]
        : patch.trimEnd().split('\n').map(printable),
    ),
    ...(more > 0 ? [`  ... ${counted(more, 'more file')}`] : []),
  ]);
}
