import type { PartView, ReleaseHead, ReleaseView, TroubleView } from '#api';
import type { SourceSeen } from '#contract';
import { formatBytes, formatCompactDuration } from '#api/client';
import { errorAtTerminal } from '../language/errorAtTerminal.js';
import { day } from './figures.js';
import { mixedLines } from './mixed.js';
import type { Paint } from './paint.js';
import { standingWord } from './standingWord.js';
import { table } from './table.js';
import { padEnd, printable } from './width.js';
import { columnHeads, enumerated, sentence, type MessageId } from '../language/sentence.js';
import { listAtTerminal, wholeAtTerminal } from '../language/statementAtTerminal.js';
import { phaseWord, stepWord, wireWord } from '../language/word.js';

/** An outcome, or the state while there is none, in its colour. */
export function standing({ outcome, state }: Pick<ReleaseHead, 'outcome' | 'state'>, paint: Paint): string {
  const text = outcome ?? state;
  if (text === 'done') return paint.green(wireWord(text));
  return text === 'failed' || text === 'partial' ? paint.red(wireWord(text)) : paint.yellow(wireWord(text));
}

const took = ({ acceptedAt, settledAt }: Pick<ReleaseHead, 'acceptedAt' | 'settledAt'>): string =>
  settledAt === null ? '' : formatCompactDuration(Date.parse(settledAt) - Date.parse(acceptedAt));

/** Releases, one a line. */
export function releaseRows(heads: readonly ReleaseHead[]): string[] {
  const names = (apps: readonly string[]): string =>
    apps.length > 3 ? `${apps.slice(0, 3).join(' ')} +${apps.length - 3}` : apps.join(' ');
  return table(
    columnHeads('id', 'accepted', 'action', 'version', 'by', 'state', '>took', 'apps'),
    heads.map((head) => [
      head.short,
      day(head.acceptedAt),
      wireWord(head.action),
      enumerated(head.versions),
      head.caller,
      head.outcome === null && head.phase !== null ? phaseWord(head.phase) : wireWord(head.outcome ?? head.state),
      took(head),
      names(head.apps),
    ]),
  );
}

function oneErrorLines(whose: string, trouble: TroubleView, paint: Paint): string[] {
  const { code, class: of, at } = trouble;
  const { message, advice } = errorAtTerminal(trouble);
  const head = `${whose}: ${paint.red(code)} (${of})`;
  const where = at ? sentence('outcome.at', { head, step: stepWord(at.step) }) : head;
  const tried = at && at.tried.times > 1 ? sentence('outcome.tried', at.tried) : '';
  const below = (text: string): string[] => printable(text.trimEnd()).split('\n');
  return [
    `${where}${tried}`,
    ...below(message).map((line) => `    ${line}`),
    ...(advice === null
      ? []
      : below(advice).map((line, index) => `    ${index === 0 ? `${paint.bold(sentence('error.do'))} ` : ''}${line}`)),
  ];
}

const sameAs = (a: TroubleView, b: TroubleView): boolean =>
  a.code === b.code && a.message === b.message && a.at?.step === b.at?.step;

const mostNames = 5;
function together(names: readonly string[]): string {
  const rest = names.length - mostNames;
  const first = enumerated(names.slice(0, mostNames));
  return rest > 0 ? sentence('outcome.names', { names: first, n: rest }) : first;
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
    ...(own ? oneErrorLines(sentence('outcome.allOf'), trouble, paint) : []),
    ...met.flatMap(({ names, trouble: one }) => oneErrorLines(together(names), one, paint)),
  ];
}

/** The targets of a release, one a line. */
export function targetRows({ action, apps }: Pick<ReleaseView, 'action' | 'apps'>): string[] {
  return table(
    columnHeads('app', 'host', 'phase', 'step', 'outcome', 'standing', '>sent'),
    apps.map((part) => [
      part.app,
      part.host,
      part.phase === null ? '' : phaseWord(part.phase),
      part.waiting ? sentence('outcome.waits', { for: waitingFor(part.waiting) }) : stepWord(part.step ?? ''),
      wireWord(part.outcome ?? part.vote ?? ''),
      part.standing === null ? '' : standingWord(action, part.standing),
      part.bytes === null ? '' : formatBytes(part.bytes),
    ]),
  );
}

/** Where a program comes from, and whether that is what was released there. */
export const sourceLine = ({ environment, app, host, directory, drift }: SourceSeen): string =>
  sentence('outcome.source', { environment, app, host, directory, drift: wireWord(drift.state) });

/** What a release or one of its targets waits for. */
export const waitingFor = ({ for: message, statement }: NonNullable<PartView['waiting']>): string =>
  wholeAtTerminal({ message, statement });

/** The sources of a release and its warnings. */
export const warningLines = (
  { sources, warnings, statements }: Pick<ReleaseView, 'sources' | 'warnings' | 'statements'>,
  paint: Paint,
): string[] => [
  ...sources.map((one) => sentence('outcome.from', { source: sourceLine(one) })),
  ...listAtTerminal(warnings, statements).map((warning) =>
    sentence('name.is', { name: paint.yellow(sentence('outcome.warning')), text: printable(warning) }),
  ),
];

/** A release in one line: its outcome, how many apps, how long, how much was sent. */
export function outcomeLine(release: ReleaseView, paint: Paint): string {
  const { id, action, apps, state, versions } = release;
  const named = versions.length === 0 ? '' : printable(` (${enumerated(versions)})`);
  const done = apps.filter((app) => app.outcome === 'done').length;
  const sent = apps.reduce((sum, app) => sum + (app.bytes ?? 0), 0);
  const of = state === 'settled' && apps.length > 0 ? sentence('outcome.share', { done, n: apps.length }) : '';
  const time = took(release);
  const long = time && sentence('outcome.in', { time });
  const bytes = sent > 0 ? sentence('outcome.sent', { bytes: formatBytes(sent) }) : '';
  const what = `${wireWord(action)} ${id}${named}`;
  return sentence('name.is', { name: what, text: standing(release, paint) }) + of + long + bytes;
}

type FieldName = MessageId extends infer Id ? (Id extends `field.${infer Name}` ? Name : never) : never;

/** Parameters that have a line of their own. */
const shownApart: ReadonlySet<string> = new Set(['version', 'commit', 'branch', 'build', 'note', 'on_behalf_of']);

const pausedText = ({ by, since, reason }: NonNullable<ReleaseView['paused']>): string =>
  reason === null
    ? sentence('paused.by', { by, since: day(since) })
    : sentence('paused.because', { by, since: day(since), reason });

/** A release with its parts. */
export function releaseLines(release: ReleaseView, paint: Paint): string[] {
  const { caller, acceptedAt, retryOf, cancelledBy, bundle, sources, waiting, parameters, warnings, statements } =
    release;
  const { provenance, links, note, onBehalfOf, paused } = release;
  const shown = Object.entries(parameters).filter(([name]) => !shownApart.has(name));
  const asked = { caller, when: day(acceptedAt) };
  const fields: [FieldName, string | null][] = [
    [
      'asked',
      onBehalfOf === null ? sentence('asked.by', asked) : sentence('asked.byFor', { ...asked, whom: onBehalfOf }),
    ],
    ['note', note],
    ['commit', provenance.commit && [provenance.commit, links.commit].filter((one) => one !== null).join('  ')],
    ['branch', provenance.branch],
    ['build', links.build ?? provenance.build],
    ['parameters', shown.map(([name, value]) => `${name}=${value}`).join(' ') || null],
    [
      'waits',
      waiting &&
        sentence(waiting.position === 0 ? 'waits.for' : 'waits.place', { ...waiting, for: waitingFor(waiting) }),
    ],
    ['retryOf', retryOf],
    ['paused', paused && pausedText(paused)],
    ['cancelled', cancelledBy && sentence('cancelled.by', { caller: cancelledBy })],
    ...sources.map((one): [FieldName, string] => ['source', sourceLine(one)]),
    ['bundle', bundle && bundle.digest],
  ];
  return [
    outcomeLine(release, paint),
    ...fields
      .filter(([, value]) => value !== null)
      .map(([name, value]) => `  ${padEnd(sentence(`field.${name}`), 10)}  ${printable(value!).replaceAll('\n', ' ')}`),
    ...listAtTerminal(warnings, statements).map(
      (text) => `  ${padEnd(paint.yellow(sentence('outcome.warning')), 10)}  ${printable(text)}`,
    ),
    '',
    ...targetRows(release),
    ...errorLines(release, paint),
    ...mixedLines(release, paint),
  ];
}
