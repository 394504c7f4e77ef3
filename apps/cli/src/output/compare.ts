import type { TextsView, Comparison } from '#api';
import { formatBytes } from '#api/client';
import { sentence } from '../language/sentence.js';
import { listAtTerminal } from '../language/statementAtTerminal.js';
import { day } from './figures.js';
import { table } from './table.js';
import { padEnd, printable } from './width.js';
import { wireWord } from '../language/word.js';

type Side = Comparison['from'];

const shortCommit = (commit: string | null): string => commit?.slice(0, 12) ?? '';

/** A release in a line: version, commit, when and by whom. */
function sideLine(side: string, { id, provenance, acceptedAt, caller, outcome }: Side): string {
  const { version, commit } = provenance;
  const known = [version, shortCommit(commit)].filter(Boolean).join(' ') || sentence('compare.noVersion');
  const asked = sentence('compare.by', { when: day(acceptedAt), who: caller });
  return printable(
    `${padEnd(side, 4)}  ${id}  ${known}, ${asked}, ${outcome === null ? sentence('compare.unfinished') : wireWord(outcome)}`,
  );
}

/** The two releases, and what cannot be told of them. */
export function headLines({ from, to, groups, missing, statements }: Comparison): string[] {
  return [
    sideLine(sentence('head.from'), from),
    sideLine(sentence('head.to'), to),
    printable(sentence('compare.groups', { groups: groups.join(', ') })),
    ...listAtTerminal(missing, statements).map((reason) => printable(sentence('compare.missing', { reason }))),
  ];
}

const signs = { added: '+', changed: '~', deleted: '-' } as const;

function sizes({ before, after }: { before: number | null; after: number | null }): string {
  const [was, is] = [before, after].map((size) => (size === null ? null : formatBytes(size)));
  return [was, is].filter((size) => size !== null).join(' -> ');
}

/** What differs between the trees, file by file. */
export function fileLines({ trees, same }: Comparison): string[] {
  if (same === true) return [sentence('compare.same')];
  return trees.flatMap(({ kind, name, in: where, added, changed, deleted, total, before, after, files }) => {
    const head = sentence(kind === 'program' ? 'compare.program' : 'compare.configOf', { name });
    if (where !== 'both')
      return [printable(sentence(where === 'from' ? 'compare.onlyFrom' : 'compare.onlyTo', { head }))];
    if (total === 0) return [printable(sentence('compare.sameTree', { head }))];
    return [
      printable(`${head} +${added} ~${changed} -${deleted}, ${formatBytes(before)} -> ${formatBytes(after)}`),
      ...files.map((file) => printable(`  ${signs[file.change]} ${file.path}  (${sizes(file)})`)),
      ...(total > files.length ? [`  ${sentence('compare.more', { n: total - files.length })}`] : []),
    ];
  });
}

/** The commits of both, and the releases between them. */
export function commitLines({ commits }: Comparison): string[] {
  const { from, to, link, releases, more } = commits;
  const same = from !== null && from === to;
  const none = sentence('compare.noCommit');
  return [
    same
      ? printable(sentence('compare.bothCommits', { commit: from }))
      : printable(sentence('compare.commitsAre', { from: from ?? none, to: to ?? none })),
    ...(link === null ? [] : [printable(link)]),
    ...(releases.length === 0
      ? [sentence('compare.noneBetween')]
      : table(
          [
            ...[sentence('compare.head.release'), sentence('head.when'), sentence('head.who')],
            ...[sentence('compare.head.version'), sentence('compare.head.commit'), sentence('compare.head.note')],
          ],
          releases.map(({ id, settledAt, caller, provenance, note }) => [
            ...[id, day(settledAt), caller, provenance.version ?? '', shortCommit(provenance.commit)],
            note?.split('\n')[0] ?? '',
          ]),
        )),
    ...(more ? [sentence('compare.moreReleases')] : []),
  ];
}

/** How the configurations differ, as text. */
export function patchLines({ apps }: TextsView): string[] {
  if (apps.length === 0) return [sentence('compare.sameConfig')];
  return apps.flatMap(({ app, files, more }) => [
    printable(sentence('compare.text', { app })),
    ...files.flatMap(({ path, change, patch, why: reason }) =>
      patch === null
        ? [printable(`  ${signs[change]} ${path}  (${sentence(`compare.${reason ?? 'large'}`)})`)]
        : patch.trimEnd().split('\n').map(printable),
    ),
    ...(more > 0 ? [`  ${sentence('compare.more', { n: more })}`] : []),
  ]);
}
