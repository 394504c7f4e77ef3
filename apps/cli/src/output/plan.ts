import type { PlannedApp, PlanView, TroubleView } from '#api';
import { formatBytes } from '#api/client';
import { errorAtTerminal } from '../language/errorAtTerminal.js';
import type { Paint } from './paint.js';
import { warningLines } from './release.js';
import { table } from './table.js';
import { printable } from './width.js';
import { columnHeads, enumerated, sentence } from '../language/sentence.js';
import { phaseWord, stepWord, wireWord } from '../language/word.js';

type Tree = PlannedApp['program'];
const counts = ({ added, changed, deleted }: Tree): string =>
  added + changed + deleted === 0 ? sentence('plan.same') : `+${added} ~${changed} -${deleted}`;

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
  return [...all.slice(0, mostPaths).map(printable), ...(rest > 0 ? [sentence('plan.more', { n: rest })] : [])];
}

/** Files that were changed by hand on a host, and what would become of them. */
function driftLines({ drift }: PlannedApp): string[] {
  if (drift === null) return [];
  const rest = drift.total - Math.min(drift.paths.length, mostPaths);
  return [
    `${sentence(`plan.${drift.onDrift}`)} (--on-drift ${drift.onDrift})`,
    ...drift.paths
      .slice(0, mostPaths)
      .map((path) => printable(drift.conflicts.includes(path) ? sentence('plan.conflict', { path }) : path)),
    ...(rest > 0 ? [sentence('plan.more', { n: rest })] : []),
  ];
}

/** The steps of an app, a phase a line. */
function stepLines({ steps }: PlannedApp): string[] {
  const phases = [...new Set(steps.map(({ phase }) => phase))];
  return phases.map((phase) => {
    const own = steps.filter((one) => one.phase === phase);
    return sentence('name.is', { name: phaseWord(phase), text: enumerated(own.map(({ step }) => stepWord(step))) });
  });
}

/** What would be run on the host of an app, a hook a line. */
const hookLines = ({ hooks = [] }: PlannedApp): string[] =>
  hooks.map(({ name: plain, when, run, command, user, fromPackage, onWorker }) => {
    const [first = '', ...rest] = command.trim().split('\n');
    const line = rest.length > 0 ? `${first} …` : first;
    const name = fromPackage ? sentence('plan.hookOfPackage', { name: plain }) : plain;
    const of = { name, when, command: printable(line), user: user ?? '' };
    if (onWorker) return sentence('plan.hookOnWorker', of);
    return sentence(run === 'once' ? 'plan.hookOnce' : user === null ? 'plan.hook' : 'plan.hookAs', of);
  });

/** The variables that a service and hooks would get, those first that change. */
const variableLines = ({ variables = [] }: PlannedApp): string[] =>
  [...variables]
    .sort((one, other) => Number(other.changed) - Number(one.changed))
    .map(({ name, value, changed }) => {
      const variable = `${name}=${printable(value)}`;
      return changed ? sentence('plan.variableChanged', { variable }) : variable;
    });
/** Whose the files would be. */
function ownerLines({ owner }: PlannedApp): string[] {
  if (!owner) return [];
  const name = `${owner.user}:${owner.group}`;
  return [owner.umask === null ? name : sentence('plan.ownerUmask', { owner: name, umask: owner.umask })];
}

/** Data of the live release that moves with a release by this plan. */
function adoptLines({ adopts = [], restarts }: PlannedApp): string[] {
  if (adopts.length === 0) return [];
  const lines = adopts.map(({ from, to, bytes, entries }) => {
    const places = { from: printable(from), to: printable(to) };
    return bytes === null || entries === null
      ? sentence('plan.adoptUnmeasured', places)
      : sentence('plan.adopt', { ...places, n: entries, size: formatBytes(bytes) });
  });
  return [...lines, sentence(restarts ? 'plan.adoptStopped' : 'plan.adoptRunning')];
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
    names.length > 5
      ? sentence('plan.names', { names: enumerated(names.slice(0, 4)), n: names.length - 4 })
      : enumerated(names),
    lines,
  ]);
}

const section = (
  title:
    | 'plan.adopts'
    | 'plan.byHand'
    | 'plan.steps'
    | 'plan.hooks'
    | 'plan.variables'
    | 'plan.owner'
    | 'plan.program'
    | 'plan.config'
    | 'plan.text',
  apps: readonly PlannedApp[],
  of: (app: PlannedApp) => string[],
  paint: Paint,
): string[] =>
  together(apps, of).flatMap(([names, lines]) => [
    '',
    paint.bold(sentence(title, { names })),
    ...lines.map((one) => `  ${one}`),
  ]);

/** Which commit it would be, of which repository. */
function commitLines({ commit, request }: PlanView): string[] {
  if (commit === null || !('source' in request) || request.source.kind !== 'git') return [];
  return [sentence('plan.commit', { commit, repository: printable(request.source.repository) })];
}

/** A plan: hosts with what each would get, then the files, the configuration, and what to type next. */
export function planLines(plan: PlanView, paint: Paint): string[] {
  const { action, outcome, apps, bundle, rollout, hash } = plan;
  const rows = apps.map((app) => [
    ...[app.app, app.host, String(app.batch + 1), counts(app.program), counts(app.config), formatBytes(app.bytes)],
    ...[
      app.freeBytes === null ? '?' : formatBytes(app.freeBytes),
      app.restarts ? sentence('plan.restart') : app.reloads ? sentence('plan.reload') : '',
    ],
  ]);
  const versions = [...new Set(apps.flatMap(({ provenance }) => provenance.version ?? []))];
  const is = {
    action: wireWord(action),
    outcome: outcome === 'ready' ? paint.green(wireWord(outcome)) : paint.red(wireWord(outcome)),
    ...{ files: bundle.files, bytes: formatBytes(bundle.bytes), policy: rollout.policy, batch: rollout.batchSize },
  };
  const troubled = apps.filter((app) => app.trouble !== null);
  return [
    versions.length === 0
      ? sentence('plan.is', is)
      : sentence('plan.isOf', { ...is, versions: printable(enumerated(versions)) }),
    ...commitLines(plan),
    ...warningLines(plan, paint),
    '',
    ...table(columnHeads('app', 'host', '>batch', 'program', 'config', '>toSend', '>free', ''), rows),
    ...section('plan.adopts', apps, adoptLines, paint),
    ...section('plan.byHand', apps, driftLines, paint),
    ...section('plan.steps', apps, stepLines, paint),
    ...section('plan.owner', apps, ownerLines, paint),
    ...section('plan.hooks', apps, hookLines, paint),
    ...section('plan.variables', apps, variableLines, paint),
    ...section('plan.program', apps, (app) => paths(app.program), paint),
    ...section('plan.config', apps, (app) => paths(app.config), paint),
    ...section('plan.text', apps, (app) => app.texts.flatMap(({ patch }) => patchLines(patch, paint)), paint),
    ...troubled.flatMap(({ app, host, trouble }) => troubleLines(`${app} (${host})`, trouble!, paint)),
    '',
    sentence('plan.hash', { hash }),
    sentence('plan.next'),
  ];
}

function troubleLines(whose: string, trouble: TroubleView, paint: Paint): string[] {
  const { message, advice } = errorAtTerminal(trouble);
  return [
    '',
    `${whose}: ${paint.red(trouble.code)} (${trouble.class})`,
    `    ${printable(message)}`,
    ...(advice === null ? [] : [`    ${paint.bold(sentence('error.do'))} ${printable(advice)}`]),
  ];
}
