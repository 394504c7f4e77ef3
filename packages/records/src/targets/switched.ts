import { CodedError, someOf, type Request } from '#contract';
import type { Attempts } from '#release';
import type { RequestRecord } from '../base/types.js';
import type { LiveTarget } from './live.js';
import type { Attempt } from '../requests/attempts.js';

/** What tells how a request and its retries stand. */
export interface Standings {
  records: {
    request(id: string): Promise<RequestRecord | null>;
    attemptsOf(id: string): Promise<Attempt[]>;
    switchedBy(ids: readonly string[]): Promise<{ apps: string[]; unsure: string[] }>;
  };
  views: { live(keys: readonly string[]): Promise<Map<string, LiveTarget>> };
}

/** A settled release or rollback with its retries, and the apps that still run what it asked for. */
export interface Switched {
  request: RequestRecord;
  /** It and its retries. */
  attempts: Attempts;
  /** Apps that one of them switched, in the order of the catalogue; without those that an undo of it has put back. */
  switched: string[];
  /** Apps of which nobody knows what they left there, or that do not run since. */
  unsure: string[];
  /** What is live on these. */
  live: ReadonlyMap<string, LiveTarget>;
}

interface SwitchedOptions {
  /** Apps that nothing newer may be live on, either. */
  others?: (request: RequestRecord) => readonly string[];
  /** What an undo of it made live is as good as never switched; otherwise it is something newer. */
  undone?: boolean;
  /** Looks at these apps alone. */
  only?: readonly string[];
  /** Who asks has the leases of its apps: no attempt that has not ended can be at them. */
  leased?: boolean;
}

/**
 * How a request and its retries stand: only while what they switched is what runs, it can be finished or undone. Throws JOB_UNKNOWN,
 * JOB_UNSETTLED, RELEASED_SINCE.
 */
export async function switchedOf(
  id: string,
  { records, views }: Standings,
  { others = () => [], undone = false, only, leased = false }: SwitchedOptions = {},
): Promise<Switched> {
  const request = await records.request(id);
  if (!request) throw new CodedError('JOB_UNKNOWN', { job: id });
  const found = await records.attemptsOf(id);
  const open = found.find(({ state }) => state !== 'settled');
  if (open && !leased) throw new CodedError('JOB_UNSETTLED', { job: open.id, state: open.state });
  const ids = new Set(found.map((attempt) => attempt.id));
  const by = request.recorded ? await records.switchedBy([...ids]) : { apps: [], unsure: [] };
  const mine = new Set(by.apps);
  const asked = (app: string): boolean => only === undefined || only.includes(app);
  const looked = [...new Set([...by.apps, ...others(request)])].filter(asked);
  const live = await views.live(request.recorded ? looked : []);
  const later = looked.flatMap((app) => {
    const runs = live.get(app);
    if (!runs || ids.has(runs.requestId) || (!mine.has(app) && runs.since <= request.settledAt!)) return [];
    return [{ app, runs }];
  });
  const undos = undone ? await undosAmong(new Set(later.map(({ runs }) => runs.requestId)), ids, records) : new Set();
  const newer = later.filter(({ runs }) => !undos.has(runs.requestId));
  if (newer.length > 0) {
    const apps = newer.map(
      ({ app, runs }) => `${app} runs what ${runs.requestId} made live at ${runs.since.toISOString()}`,
    );
    throw new CodedError('RELEASED_SINCE', { job: id, apps: someOf(apps) });
  }
  const back = new Set(later.map(({ app }) => app));
  return {
    request,
    attempts: { ids, stamps: new Set(found.map(({ stamp }) => stamp)) },
    switched: by.apps.filter((app) => asked(app) && !back.has(app)),
    unsure: by.unsure.filter(asked),
    live,
  };
}

/** Those of some requests that are an undo of one of these attempts. */
async function undosAmong(
  requests: ReadonlySet<string>,
  attempts: ReadonlySet<string>,
  records: Standings['records'],
): Promise<Set<string>> {
  const undos = new Set<string>();
  for (const id of requests) {
    const found = (await records.request(id))?.request;
    if (found?.kind === 'rollback' && found.to.kind === 'before' && attempts.has(found.to.release)) undos.add(id);
  }
  return undos;
}

/** Requires that each of these apps runs what an undo is to take back. Throws what `switchedOf` throws, UNDO_NOTHING. */
export async function requireUndoable(
  request: Request,
  apps: readonly string[],
  standings: Standings,
  { leased } = { leased: false },
): Promise<void> {
  if (request.kind !== 'rollback' || request.to.kind !== 'before') return;
  const { release } = request.to;
  const { switched } = await switchedOf(release, standings, { undone: true, only: apps, leased });
  const others = apps.filter((app) => !switched.includes(app));
  if (others.length > 0) throw new CodedError('UNDO_NOTHING', { job: release, apps: someOf(others) });
}

/** The apps that did not complete a request. */
export function leftBy({ settlement }: RequestRecord): string[] {
  if (!settlement || settlement.outcome === 'done') return [];
  return settlement.apps.filter((app) => app.outcome !== 'done').map((app) => app.appKey);
}

/** A request, and the apps that neither it nor a retry has brought to what it asked for. Throws what `switchedOf` throws. */
export async function unfinished(
  id: string,
  standings: Standings,
  { leased } = { leased: false },
): Promise<{ request: RequestRecord; left: string[] }> {
  const { request, switched } = await switchedOf(id, standings, { others: leftBy, leased });
  return { request, left: leftBy(request).filter((app) => !switched.includes(app)) };
}

/** Requires that a finish still has these apps to bring to a request. Throws what `switchedOf` throws, RETRY_NOTHING. */
export async function requireUnfinished(id: string, apps: readonly string[], standings: Standings): Promise<void> {
  const { left } = await unfinished(id, standings, { leased: true });
  const others = apps.filter((app) => !left.includes(app));
  if (others.length > 0) throw new CodedError('RETRY_NOTHING', { job: id, apps: someOf(others) });
}
