import type { PlannedApp, PlanView, TroubleView } from '#api';
import { formatBytes } from '#api/client';
import { errorAtTerminal } from '../language/errorAtTerminal.js';
import type { Paint } from './paint.js';
import { warningLines } from './release.js';
import { table } from './table.js';
import { printable } from './width.js';

type Tree = PlannedApp['program'];
const counts = ({ added, changed, deleted }: Tree): string =>
  added + changed + deleted === 0 ? 'same' : `+${added} ~${changed} -${deleted}`;

function patchLines(patch: string, paint: Paint): string[] {
  return printable(patch)
    .trimEnd()
    .split('\n')
    .filter((line) => !line.startsWith('====='))
    .map((line) => {
      if (line.startsWith('+')) return paint.green(line);
      if (line.startsWith('-')) return paint.red(line);
      return line.startsWith('@@') ? paint.cyan(line) : line;
    });
}

const mostPaths = 20;
function paths({ paths: { added, changed, deleted } }: Tree): string[] {
  const all = [
    ...added.map((path) => `+ ${path}`),
    ...changed.map((path) => `~ ${path}`),
    ...deleted.map((path) => `- ${path}`),
  ];
  const rest = all.length - mostPaths;
  return [...all.slice(0, mostPaths).map(printable), ...(rest > 0 ? [`… and ${rest} more`] : [])];
}

/** The steps of an app, a phase a line. */
function stepLines({ steps }: PlannedApp): string[] {
  const phases = [...new Set(steps.map(({ phase }) => phase))];
  return phases.map((phase) => {
    const own = steps.filter((one) => one.phase === phase);
    return `${phase}: ${own.map(({ step }) => step).join(', ')}`;
  });
}

/** Apps whose lines are the same, under one title. */
function together(apps: readonly PlannedApp[], of: (app: PlannedApp) => string[]): [string, string[]][] {
  const found = new Map<string, { names: string[]; lines: string[] }>();
  for (const app of apps) {
    const lines = of(app);
    if (lines.length === 0) continue;
    const key = lines.join('\n');
    const same = found.get(key) ?? { names: [], lines };
    same.names.push(app.app);
    found.set(key, same);
  }
  return [...found.values()].map(({ names, lines }) => [
    names.length > 5 ? `${names.slice(0, 4).join(', ')} and ${names.length - 4} more` : names.join(', '),
    lines,
  ]);
}

const section = (
  title: string,
  apps: readonly PlannedApp[],
  of: (app: PlannedApp) => string[],
  paint: Paint,
): string[] =>
  together(apps, of).flatMap(([names, lines]) => [
    '',
    paint.bold(`${title} of ${names}`),
    ...lines.map((one) => `  ${one}`),
  ]);

/** A plan: hosts with what each would get, then the files, the configuration, and what to type next. */
export function planLines(plan: PlanView, paint: Paint): string[] {
  const { action, outcome, apps, bundle, rollout, hash } = plan;
  const rows = apps.map((app) => [
    ...[app.app, app.host, String(app.batch + 1), counts(app.program), counts(app.config), formatBytes(app.bytes)],
    ...[app.freeBytes === null ? '?' : formatBytes(app.freeBytes), app.restarts ? 'restart' : ''],
  ]);
  const versions = [...new Set(apps.flatMap(({ provenance }) => provenance.version ?? []))];
  const named = versions.length === 0 ? '' : ` of ${printable(versions.join(', '))}`;
  const troubled = apps.filter((app) => app.trouble !== null);
  return [
    `plan of a ${action}${named}: ${outcome === 'ready' ? paint.green('ready') : paint.red(outcome)}, ${bundle.files} files, ${formatBytes(bundle.bytes)}; policy ${rollout.policy}, ${rollout.batchSize} at a time`,
    ...warningLines(plan, paint),
    '',
    ...table(['app', 'host', '>batch', 'program', 'config', '>to send', '>free', ''], rows),
    ...section('steps', apps, stepLines, paint),
    ...section('program', apps, (app) => paths(app.program), paint),
    ...section('configuration', apps, (app) => paths(app.config), paint),
    ...section('text', apps, (app) => app.texts.flatMap(({ patch }) => patchLines(patch, paint)), paint),
    ...troubled.flatMap(({ app, host, trouble }) => troubleLines(`${app} (${host})`, trouble!, paint)),
    '',
    `hash ${hash}`,
    'the same command with release instead of plan, and --plan HASH, does this or is refused',
  ];
}

function troubleLines(whose: string, trouble: TroubleView, paint: Paint): string[] {
  const { message, advice } = errorAtTerminal(trouble);
  return [
    '',
    `${whose}: ${paint.red(trouble.code)} (${trouble.class})`,
    `    ${printable(message)}`,
    ...(advice === null ? [] : [`    ${paint.bold('do:')} ${printable(advice)}`]),
  ];
}
