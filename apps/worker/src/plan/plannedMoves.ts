import type { Sealed } from '#bundle';
import { CodedError, statement, type Statement } from '#contract';
import type { RequestHead, Records } from '#records';
import { asidePaths, shareCommand, sharedPlaces, type App, type Observation } from '#release';
import { programOf } from '../current/compare.js';
import type { LiveMoves } from '../current/liveMoves.js';
import type { Decided } from '../drift/decide.js';
import { fewNames } from '../drift/fewNames.js';

const onHost = ({ appKey: app, host }: App, what: Statement): Statement =>
  statement('warning.onHost', { app, host, what });

/** A word on each live path that is a plain directory: a link takes its place by two renames. */
export function directoryWarnings(app: App, { plain }: LiveMoves, backupDir: string): Statement[] {
  const aside = asidePaths(app, '<release>', backupDir, app.programLink);
  return plain
    .filter((tree) => aside[tree] !== '')
    .map((tree) => {
      const path = tree === 'program' ? app.programLink : app.configLink;
      const id = app.restarts ? 'move.directoryStopped' : 'move.directoryRunning';
      return onHost(app, statement(id, { path, to: aside[tree] }));
    });
}

/** The directories of a tree. */
function directoriesIn(paths: readonly string[]): Set<string> {
  const found = new Set<string>();
  for (const path of paths) {
    for (let at = path.indexOf('/'); at > 0; at = path.indexOf('/', at + 1)) found.add(path.slice(0, at + 1));
  }
  return found;
}

/** The path, or the first directory on the way to it that a release has not. */
function ownPlace(path: string, brought: ReadonlySet<string>): string {
  for (let at = path.indexOf('/'); at > 0; at = path.indexOf('/', at + 1)) {
    if (!brought.has(path.slice(0, at + 1))) return path.slice(0, at + 1);
  }
  return path;
}

/** A word on files of the live program that no release brought, where the release would leave them behind. */
export function leftBehindWarnings(app: App, { onDrift, decision }: Decided, sealed: Sealed): Statement[] {
  const added = decision.lost.flatMap(({ tree, name, was }) => (tree === 'program' && was === null ? [name] : []));
  if (onDrift === 'keep' || added.length === 0) return [];
  const brought = directoriesIn(programOf(app, sealed).entries.map(({ path }) => path));
  const places = [...new Set(added.map((path) => ownPlace(path, brought)))].filter((path) => !/[\\,]/.test(path));
  if (places.length === 0) return [];
  const details = { files: fewNames(places), command: shareCommand(app, places.slice(0, 20)) };
  return [onHost(app, statement('move.leftBehind', details))];
}

/**
 * Holds what a host would move for a release against the plan the release follows: what came there since was shown to nobody, and stays.
 */
export async function requireShown(
  records: Pick<Records, 'planNamed'>,
  { request }: RequestHead,
  app: App,
  seen: Observation,
): Promise<Observation> {
  const moving = (seen.facts.adopts ?? '').split('\n').filter((path) => path !== '');
  if (moving.length === 0) return seen;
  const hash = request.kind === 'release' ? request.plan : undefined;
  const plan = hash === undefined ? null : await records.planNamed(hash);
  const shown = plan?.apps.find(({ appKey }) => appKey === app.appKey)?.adopts ?? [];
  const other = moving.find((path) => !shown.some((one) => one.path === path));
  if (other === undefined) return seen;
  const { from: path, to } = sharedPlaces(app, other, seen.facts.program_before ?? '');
  const { code, details } = new CodedError('SHARED_IN_RELEASE', { path, to, app: app.appKey });
  return { ...seen, trouble: { code, details } };
}
