import { CodedError, type Request } from '#contract';
import type { LiveTarget, RequestRecord } from '#records';
import type { App } from '#release';
import type { GatewayDeps } from '../state/dependencies.js';

/** A settled release or rollback with its retries, and the apps that still run what it asked for. */
export interface Switched {
  request: RequestRecord;
  /** Ids of it and its retries. */
  attempts: ReadonlySet<string>;
  /** Apps that one of them switched, in the order of the catalogue. */
  switched: string[];
  /** What is live on these. */
  live: ReadonlyMap<string, LiveTarget>;
}

/**
 * How a request and its retries stand: only while what they switched is what runs, it can be finished or undone. `others` are apps
 * that nothing newer may be live on, either. Throws JOB_UNKNOWN, JOB_UNSETTLED, RELEASED_SINCE.
 */
export async function switchedOf(
  id: string,
  { records, views }: Pick<GatewayDeps, 'records' | 'views'>,
  others: (request: RequestRecord) => readonly string[] = () => [],
): Promise<Switched> {
  const request = await records.request(id);
  if (!request) throw new CodedError('JOB_UNKNOWN', { job: id });
  const found = await records.attemptsOf(id);
  const open = found.find(({ state }) => state !== 'settled');
  if (open) throw new CodedError('JOB_UNSETTLED', { job: open.id, state: open.state });
  const attempts = new Set(found.map((attempt) => attempt.id));
  const switched = request.recorded ? await records.switchedBy([...attempts]) : [];
  const mine = new Set(switched);
  const looked = [...new Set([...switched, ...others(request)])];
  const live = await views.live(request.recorded ? looked : []);
  const later = looked.flatMap((app) => {
    const runs = live.get(app);
    if (!runs || attempts.has(runs.requestId)) return [];
    if (!mine.has(app) && runs.since <= request.settledAt!) return [];
    return [`${app} runs what ${runs.requestId} made live at ${runs.since.toISOString()}`];
  });
  if (later.length > 0) throw new CodedError('RELEASED_SINCE', { job: id, apps: some(later) });
  return { request, attempts, switched, live };
}

const mostNamed = 5;
const some = (texts: readonly string[]): string[] =>
  texts.length > mostNamed ? [...texts.slice(0, mostNamed), `${texts.length - mostNamed} more`] : [...texts];

/** Requires that each of these apps runs what an undo is to take back. Throws what `switchedOf` throws, UNDO_NOTHING. */
export async function requireUndoable(
  request: Request,
  apps: readonly App[],
  deps: Pick<GatewayDeps, 'records' | 'views'>,
): Promise<void> {
  if (request.kind !== 'rollback' || request.to.kind !== 'before') return;
  const { release } = request.to;
  const { switched } = await switchedOf(release, deps);
  const others = apps.filter(({ appKey }) => !switched.includes(appKey)).map(({ appKey }) => appKey);
  if (others.length > 0) throw new CodedError('UNDO_NOTHING', { job: release, apps: others });
}
