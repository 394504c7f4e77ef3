import type { MixedView, ReleaseView } from '#api';
import { sentence } from '../language/sentence.js';
import { counted } from './figures.js';
import type { Paint } from './paint.js';
import { printable } from './width.js';

type Share = MixedView['groups'][number]['releases'][number];

const mostNames = 5;
const named = (apps: readonly string[]): string => {
  const more = apps.length - mostNames;
  return apps.slice(0, mostNames).join(' ') + (more > 0 ? ` and ${more} more` : '');
};

/** The apps that run each release, as "20260131_120000 on 3 of 8 (web1 web2 web3)". */
export function shareTexts(releases: readonly Share[], unknown: readonly string[]): string[] {
  const all = releases.reduce((sum, { apps }) => sum + apps.length, unknown.length);
  const on = (what: string, apps: readonly string[]): string =>
    printable(`${what} on ${apps.length} of ${counted(all, 'app')} (${named(apps)})`);
  return [
    ...releases.map(({ stamp, release, apps }) => on(stamp || (release ?? 'something else'), apps)),
    ...(unknown.length > 0 ? [on('nobody knows what', unknown)] : []),
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
      `${paint.red('mixed')}: group ${printable(group)} runs`,
      ...shareTexts(releases, unknown).map((text) => `    ${text}`),
    ]),
    ...healLines(paint, mixed.finish, mixed.undo),
  ];
}
