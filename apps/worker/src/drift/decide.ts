import type { Manifest, Sealed } from '#bundle';
import {
  CodedError,
  inEnglish,
  statement,
  type Detail,
  type Details,
  type OnDrift,
  type Request,
  type Statement,
} from '#contract';
import {
  againstRelease,
  carriedOver,
  hostPaths,
  stateChange,
  type App,
  type Brings,
  type DriftDecision,
  type HandChange,
  type HostDrift,
  type ResolvedStrategy,
} from '#release';
import { programOf } from '../current/compare.js';
import { fewNames } from './fewNames.js';

/** What a release of one app does with the hand-made changes of its host. */
export interface Decided {
  onDrift: OnDrift;
  decision: DriftDecision;
  /** What is carried over. */
  kept: readonly HandChange[];
}

interface Asked {
  request: Request;
  rollout: ResolvedStrategy;
}

/** What counts for an app: the request, the app, its group, the edge. One that an earlier version took overwrites, as it did then. */
export const onDriftOf = ({ request, rollout }: Asked, app: Pick<App, 'onDrift'>): OnDrift =>
  ('onDrift' in request ? request.onDrift : undefined) ?? app.onDrift ?? rollout.onDrift ?? 'overwrite';

/** What a tree brings to a path; a link on the way to it would lead elsewhere. */
function broughtBy({ entries }: Manifest): Brings {
  const all = new Map(entries.map((entry) => [entry.path, entry]));
  return (path) => {
    for (let at = path.indexOf('/'); at > 0; at = path.indexOf('/', at + 1)) {
      if ((all.get(path.slice(0, at))?.type ?? 'directory') !== 'directory') return 'other';
    }
    const entry = all.get(path);
    return entry === undefined ? null : entry.type === 'file' ? entry.sha256 : 'other';
  };
}

/** Decides about the hand-made changes of a host; null where the release takes nothing away. */
export function decide(asked: Asked, app: App, drift: HostDrift, sealed: Sealed): Decided | null {
  const separate = hostPaths(app, '', '').configInside === null;
  const decision = againstRelease(drift, {
    program: broughtBy(programOf(app, sealed)),
    config: separate ? broughtBy(sealed.configs[app.appKey]!) : () => 'other',
  });
  if (!decision) return null;
  const onDrift = onDriftOf(asked, app);
  return { onDrift, decision, kept: carriedOver(decision, onDrift) };
}

const stated = (changes: readonly HandChange[], total = changes.length): Detail =>
  fewNames(changes.map(stateChange), total);
const onHost = ({ appKey: app, host }: App, what: Detail): Statement =>
  statement('warning.onHost', { app, host, what });

/** The changes that keep an app from being released as was asked, for messages; null where none do. */
export function hindrance({
  onDrift,
  decision,
}: Decided): { code: 'DRIFTED' | 'DRIFT_NOT_KEPT'; files: Detail } | null {
  const { lost, conflicts, unnamed, files } = decision;
  if (onDrift === 'refuse') return { code: 'DRIFTED', files: stated(lost, files.total) };
  const left = conflicts.length + unnamed;
  if (onDrift === 'keep' && left > 0) return { code: 'DRIFT_NOT_KEPT', files: stated(conflicts, left) };
  return null;
}

/** A word on what a release does with hand-made changes. */
export function driftWarning(app: App, { onDrift, decision, kept }: Decided): Statement {
  const { files, lost } = decision;
  return onHost(
    app,
    onDrift === 'keep'
      ? statement('drift.kept', { files: stated(kept, kept.length) })
      : statement('drift.replaced', { files: stated(lost, files.total) }),
  );
}

/** A word on what a rollback does with hand-made changes: it goes back all the same. */
export const leftBehind = (app: App, { changes, files }: HostDrift): Statement =>
  onHost(app, statement('drift.left', { files: stated(changes, files.total) }));

/** A word on a host that could not tell what was changed by hand there, where that keeps nobody from going on. */
export const unseenWarning = (app: App, what: string): Statement => onHost(app, statement('drift.unseen', { what }));

/** Apps with what hinders each: the error of those that are refused by policy comes first. Null where nothing hinders. */
export function driftError(all: readonly (readonly [App, Decided])[]): CodedError | null {
  const found = all.flatMap(([app, decided]) => {
    const why = hindrance(decided);
    return why ? [{ app, ...why }] : [];
  });
  const code = found.some((one) => one.code === 'DRIFTED') ? 'DRIFTED' : found[0]?.code;
  if (code === undefined) return null;
  const those = found.filter((one) => one.code === code);
  const hosts = foundOnHosts(those.map(({ app, files }) => [app, files]));
  return new CodedError(code, { apps: those.map(({ app }) => app.appKey), ...hosts });
}

/** Hosts that an error names with their files. */
const mostHosts = 20;

/** What was found on the hosts of apps, as details of an error. */
export function foundOnHosts(found: readonly (readonly [App, Detail])[]): Details {
  const statements = found.slice(0, mostHosts).map(([app, what]) => onHost(app, what));
  if (found.length > mostHosts) statements.push(statement('hosts.more', { n: found.length - mostHosts }));
  return { hosts: statements.map((one) => inEnglish(one).message), statements };
}

/** The error of an app that would lose changes of which nobody knew when its release was prepared. */
export const lateDriftError = (app: App, lost: readonly HandChange[]): CodedError =>
  new CodedError('DRIFTED', { apps: [app.appKey], ...foundOnHosts([[app, stated(lost)]]), late: 'yes' });
