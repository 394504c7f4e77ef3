import type { PartView, ReleaseHead, ReleaseView, TroubleView } from '#contract';
import { count, day, size, span } from './figures.js';
import type { Paint } from './paint.js';
import { table } from './table.js';
import { tame } from './width.js';

/** An outcome, or the state while there is none, in its colour. */
export function standing({ outcome, state }: Pick<ReleaseHead, 'outcome' | 'state'>, paint: Paint): string {
  const text = outcome ?? state;
  if (text === 'done') return paint.green(text);
  return text === 'failed' || text === 'partial' ? paint.red(text) : paint.yellow(text);
}

const took = ({ acceptedAt, settledAt }: Pick<ReleaseHead, 'acceptedAt' | 'settledAt'>): string =>
  settledAt === null ? '' : span(Date.parse(settledAt) - Date.parse(acceptedAt));

/** Releases, one a line. */
export function releaseRows(heads: readonly ReleaseHead[]): string[] {
  const names = (apps: readonly string[]): string =>
    apps.length > 3 ? `${apps.slice(0, 3).join(' ')} +${apps.length - 3}` : apps.join(' ');
  return table(
    ['id', 'accepted', 'action', 'by', 'state', '>took', 'apps'],
    heads.map((head) => [
      head.id,
      day(head.acceptedAt),
      head.action,
      head.caller,
      head.outcome ?? head.phase ?? head.state,
      took(head),
      names(head.apps),
    ]),
  );
}

function troubleLines(whose: string, { code, class: of, message, advice, at }: TroubleView, paint: Paint): string[] {
  const where = at ? ` at ${at.step}${at.host === null ? '' : ` on ${at.host}`}` : '';
  const tried = at && at.tried.times > 1 ? `, tried ${at.tried.times} times over ${at.tried.seconds} s` : '';
  return [
    `${whose}${paint.red(code)} (${of})${where}${tried}`,
    ...tame(message)
      .split('\n')
      .map((line) => `    ${line}`),
    ...(advice === null
      ? []
      : tame(advice)
          .split('\n')
          .map((line) => `    ${paint.bold('do:')} ${line}`)),
  ];
}

/** The troubles a release met, with what to do; the same trouble of many apps is told of the first few. */
export function troubles({ trouble, apps }: Pick<ReleaseView, 'trouble' | 'apps'>, paint: Paint): string[] {
  const met = apps.filter((app) => app.trouble !== null);
  const shown = met.slice(0, 10);
  return [
    ...(trouble ? troubleLines('', trouble, paint) : []),
    ...shown.flatMap((part) => troubleLines(`${part.app} (${part.host}): `, part.trouble!, paint)),
    ...(met.length > shown.length ? [`… and ${count(met.length - shown.length, 'more app')} with trouble`] : []),
  ];
}

/** The parts of a release, one a line. */
export function partRows(apps: readonly PartView[]): string[] {
  return table(
    ['app', 'host', 'phase', 'step', 'outcome', 'standing', '>sent'],
    apps.map((part) => [
      part.app,
      part.host,
      part.phase ?? '',
      part.waiting ? `waits: ${part.waiting.for}` : (part.step ?? ''),
      part.outcome ?? part.vote ?? '',
      part.standing ?? '',
      part.bytes === null ? '' : size(part.bytes),
    ]),
  );
}

/** One line that says what a release came to. */
export function verdict(release: ReleaseView, paint: Paint): string {
  const { id, action, apps, state } = release;
  const done = apps.filter((app) => app.outcome === 'done').length;
  const sent = apps.reduce((sum, app) => sum + (app.bytes ?? 0), 0);
  const of = state === 'settled' && apps.length > 0 ? `, ${done} of ${count(apps.length, 'app')}` : '';
  const time = took(release);
  return `${action} ${id}: ${standing(release, paint)}${of}${time && `, in ${time}`}${sent > 0 ? `, ${size(sent)} sent` : ''}`;
}

/** A release with its parts. */
export function releaseLines(release: ReleaseView, paint: Paint): string[] {
  const { caller, acceptedAt, retryOf, cancelledBy, bundle, source, waiting, parameters, warnings } = release;
  const fields: [string, string | null][] = [
    ['asked', `by ${caller}, ${day(acceptedAt)}`],
    [
      'parameters',
      Object.entries(parameters)
        .map(([name, value]) => `${name}=${value}`)
        .join(' ') || null,
    ],
    ['waits', waiting && `for ${waiting.for}, ${waiting.position}. in line`],
    ['retry of', retryOf],
    ['cancelled', cancelledBy && `by ${cancelledBy}`],
    ['source', source && `${source.environment}: ${source.directory} (${source.drift.state})`],
    ['bundle', bundle && bundle.digest],
  ];
  return [
    verdict(release, paint),
    ...fields
      .filter(([, value]) => value !== null)
      .map(([name, value]) => `  ${name.padEnd(10)}  ${tame(value!).replaceAll('\n', ' ')}`),
    ...warnings.map((warning) => `  ${paint.yellow('warning')}     ${tame(warning)}`),
    '',
    ...partRows(release.apps),
    ...troubles(release, paint),
  ];
}
