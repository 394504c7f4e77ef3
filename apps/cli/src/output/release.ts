import type { ReleaseHead, ReleaseView, TroubleView } from '#api';
import type { SourceSeen } from '#contract';
import { formatBytes, formatCompactDuration } from '#api/client';
import { errorAtTerminal } from '../language/errorAtTerminal.js';
import { counted, day } from './figures.js';
import { mixedLines } from './mixed.js';
import type { Paint } from './paint.js';
import { standingWord } from './standingWord.js';
import { table } from './table.js';
import { printable } from './width.js';

/** An outcome, or the state while there is none, in its colour. */
export function standing({ outcome, state }: Pick<ReleaseHead, 'outcome' | 'state'>, paint: Paint): string {
  const text = outcome ?? state;
  if (text === 'done') return paint.green(text);
  return text === 'failed' || text === 'partial' ? paint.red(text) : paint.yellow(text);
}

const took = ({ acceptedAt, settledAt }: Pick<ReleaseHead, 'acceptedAt' | 'settledAt'>): string =>
  settledAt === null ? '' : formatCompactDuration(Date.parse(settledAt) - Date.parse(acceptedAt));

/** Releases, one a line. */
export function releaseRows(heads: readonly ReleaseHead[]): string[] {
  const names = (apps: readonly string[]): string =>
    apps.length > 3 ? `${apps.slice(0, 3).join(' ')} +${apps.length - 3}` : apps.join(' ');
  return table(
    ['id', 'accepted', 'action', 'version', 'by', 'state', '>took', 'apps'],
    heads.map((head) => [
      head.id,
      day(head.acceptedAt),
      head.action,
      head.versions.join(', '),
      head.caller,
      head.outcome ?? head.phase ?? head.state,
      took(head),
      names(head.apps),
    ]),
  );
}

function oneErrorLines(whose: string, trouble: TroubleView, paint: Paint): string[] {
  const { code, class: of, at } = trouble;
  const { message, advice } = errorAtTerminal(trouble);
  const tried = at && at.tried.times > 1 ? `, tried ${at.tried.times} times over ${at.tried.seconds} s` : '';
  const below = (text: string): string[] => printable(text.trimEnd()).split('\n');
  return [
    `${whose}: ${paint.red(code)} (${of})${at ? ` at ${at.step}` : ''}${tried}`,
    ...below(message).map((line) => `    ${line}`),
    ...(advice === null
      ? []
      : below(advice).map((line, index) => `    ${index === 0 ? paint.bold('do: ') : ''}${line}`)),
  ];
}

const sameAs = (a: TroubleView, b: TroubleView): boolean =>
  a.code === b.code && a.message === b.message && a.at?.step === b.at?.step;

const mostNames = 5;
function together(names: readonly string[]): string {
  const rest = names.length - mostNames;
  return names.slice(0, mostNames).join(', ') + (rest > 0 ? ` and ${counted(rest, 'more app')}` : '');
}

/** The errors of a release with their advice; one that several apps have in common stands once. */
export function errorLines({ trouble, apps }: Pick<ReleaseView, 'trouble' | 'apps'>, paint: Paint): string[] {
  const met: { names: string[]; trouble: TroubleView }[] = [];
  for (const part of apps) {
    if (part.trouble === null) continue;
    const name = `${part.app} (${part.host})`;
    const same = met.find((one) => sameAs(one.trouble, part.trouble!));
    if (same) same.names.push(name);
    else met.push({ names: [name], trouble: part.trouble });
  }
  const own = trouble !== null && !met.some((one) => sameAs(one.trouble, trouble));
  return [
    ...(own ? oneErrorLines('all of it', trouble, paint) : []),
    ...met.flatMap(({ names, trouble: one }) => oneErrorLines(together(names), one, paint)),
  ];
}

/** The targets of a release, one a line. */
export function targetRows({ action, apps }: Pick<ReleaseView, 'action' | 'apps'>): string[] {
  return table(
    ['app', 'host', 'phase', 'step', 'outcome', 'standing', '>sent'],
    apps.map((part) => [
      part.app,
      part.host,
      part.phase ?? '',
      part.waiting ? `waits: ${part.waiting.for}` : (part.step ?? ''),
      part.outcome ?? part.vote ?? '',
      part.standing === null ? '' : standingWord(action, part.standing),
      part.bytes === null ? '' : formatBytes(part.bytes),
    ]),
  );
}

/** Where a program comes from, and whether that is what was released there. */
export const sourceLine = ({ environment, app, host, directory, drift }: SourceSeen): string =>
  `${environment}: ${app} on ${host}, ${directory} (${drift.state})`;

/** The sources of a release and its warnings. */
export const warningLines = (
  { sources, warnings }: Pick<ReleaseView, 'sources' | 'warnings'>,
  paint: Paint,
): string[] => [
  ...sources.map((one) => `from ${sourceLine(one)}`),
  ...warnings.map((warning) => `${paint.yellow('warning')}: ${printable(warning)}`),
];

/** A release in one line: its outcome, how many apps, how long, how much was sent. */
export function outcomeLine(release: ReleaseView, paint: Paint): string {
  const { id, action, apps, state, versions } = release;
  const named = versions.length === 0 ? '' : printable(` (${versions.join(', ')})`);
  const done = apps.filter((app) => app.outcome === 'done').length;
  const sent = apps.reduce((sum, app) => sum + (app.bytes ?? 0), 0);
  const of = state === 'settled' && apps.length > 0 ? `, ${done} of ${counted(apps.length, 'app')}` : '';
  const time = took(release);
  return `${action} ${id}${named}: ${standing(release, paint)}${of}${time && `, in ${time}`}${sent > 0 ? `, ${formatBytes(sent)} sent` : ''}`;
}

/** Parameters that have a line of their own. */
const shownApart: ReadonlySet<string> = new Set(['version', 'commit', 'branch', 'build', 'note', 'on_behalf_of']);

/** A release with its parts. */
export function releaseLines(release: ReleaseView, paint: Paint): string[] {
  const { caller, acceptedAt, retryOf, cancelledBy, bundle, sources, waiting, parameters, warnings } = release;
  const { provenance, links, note, onBehalfOf } = release;
  const fields: [string, string | null][] = [
    ['asked', `by ${caller}${onBehalfOf === null ? '' : ` for ${onBehalfOf}`}, ${day(acceptedAt)}`],
    ['note', note],
    ['commit', provenance.commit && [provenance.commit, links.commit].filter((one) => one !== null).join('  ')],
    ['branch', provenance.branch],
    ['build', links.build ?? provenance.build],
    [
      'parameters',
      Object.entries(parameters)
        .filter(([name]) => !shownApart.has(name))
        .map(([name, value]) => `${name}=${value}`)
        .join(' ') || null,
    ],
    ['waits', waiting && `for ${waiting.for}, place ${waiting.position} in the queue`],
    ['retry of', retryOf],
    ['cancelled', cancelledBy && `by ${cancelledBy}`],
    ...sources.map((one): [string, string] => ['source', sourceLine(one)]),
    ['bundle', bundle && bundle.digest],
  ];
  return [
    outcomeLine(release, paint),
    ...fields
      .filter(([, value]) => value !== null)
      .map(([name, value]) => `  ${name.padEnd(10)}  ${printable(value!).replaceAll('\n', ' ')}`),
    ...warnings.map((warning) => `  ${paint.yellow('warning')}     ${printable(warning)}`),
    '',
    ...targetRows(release),
    ...errorLines(release, paint),
    ...mixedLines(release, paint),
  ];
}
