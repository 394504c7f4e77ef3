import type { MixedView, ReleaseView } from '#api';
import { sentence } from '../language/sentence.js';
import type { Paint } from './paint.js';
import { printable } from './width.js';
import { wireWord } from '../language/word.js';

type Share = MixedView['groups'][number]['releases'][number] & { version?: string | null };

const mostNames = 5;
const named = (apps: readonly string[]): string => {
  const more = apps.length - mostNames;
  const names = apps.slice(0, mostNames).join(' ');
  return more > 0 ? sentence('mixed.names', { names, n: more }) : names;
};

/** The apps that run each release, as "2.1.0 on 3 of 8 (web1 web2 web3)"; by its time where no version is known. */
export function shareTexts(releases: readonly Share[], unknown: readonly string[]): string[] {
  const all = releases.reduce((sum, { apps }) => sum + apps.length, unknown.length);
  const on = (what: string, apps: readonly string[]): string =>
    printable(sentence('mixed.share', { what, n: apps.length, all, names: named(apps) }));
  return [
    ...releases.map(({ version, stamp, release, apps }) =>
      on(version ?? (stamp || (release ?? sentence('mixed.other'))), apps),
    ),
    ...(unknown.length > 0 ? [on(sentence('mixed.unknown'), unknown)] : []),
  ];
}

type Ended = Pick<ReleaseView, 'mixed' | 'id' | 'action' | 'outcome' | 'retryOf'>;

const healLines = (paint: Paint, finish: string, undo: string): string[] => [
  `    ${paint.bold(sentence('heal.do'))} ${sentence('heal.finish', { command: finish })}`,
  `    ${paint.bold(sentence('heal.or'))} ${sentence('heal.undo', { command: undo })}`,
];

/** What a release left mixed, and the commands that heal it; these alone where it left some apps undone, or was to bring them along. */
export function mixedLines({ mixed, id, action, outcome, retryOf }: Ended, paint: Paint): string[] {
  if (mixed === null) {
    const left = outcome === 'partial' || (outcome === 'failed' && retryOf !== null);
    return action === 'release' && left ? healLines(paint, `rexflow finish ${id}`, `rexflow undo ${id}`) : [];
  }
  return [
    ...mixed.groups.flatMap(({ group, releases, unknown }) => [
      sentence('mixed.group', { mixed: paint.red(wireWord('mixed')), group: printable(group) }),
      ...shareTexts(releases, unknown).map((text) => `    ${text}`),
    ]),
    ...healLines(paint, mixed.finish, mixed.undo),
  ];
}
