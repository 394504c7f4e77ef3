import type { IncomingHttpHeaders } from 'node:http';
import {
  type OnDrift,
  type Request,
  requestKinds,
  CodedError,
  holdDetails,
  redact,
  errorInside,
  statement,
  type Hold,
  type Statement,
} from '#contract';
import type { RequestRecord, WireRequest } from '#records';
import { withUndoOfPackage, type App } from '#release';
import { checkRequest } from './checkRequest.js';
import { directoriesMeant } from '../state/directories.js';
import type { GatewayDeps } from '../state/dependencies.js';
import { strategyFor } from './strategyFor.js';
import { grantedJobs, submitAll } from './submitAll.js';
import { tellAccepted } from './tellAccepted.js';

/** The caller of a request, and its own words. */
export interface RequestOrigin {
  caller: string;
  idempotencyKey: string | null;
  /** The words of the caller, if they were those of `/rex`. */
  wire?: WireRequest;
  /** What becomes of hand-made changes where nobody says, at the edge the request came by; refused unless it says otherwise. */
  onDrift?: OnDrift;
}

/**
 * Stores a request for the workers; `check` gives the apps it is for. Throws what that throws, QUEUE_AWAY, APP_BUSY,
 * HOLD, IDEMPOTENCY_MISMATCH.
 */
export async function acceptRequest(
  request: Request,
  { wire, caller, idempotencyKey, onDrift = 'refuse' }: RequestOrigin,
  deps: GatewayDeps,
  check: typeof checkRequest = checkRequest,
): Promise<RequestRecord> {
  const begunAt = deps.now();
  const words = wire ?? deps.encode(request);
  if (idempotencyKey !== null) {
    // What was done by it may be why it would be refused by now.
    const known = await deps.records.requestOfKey({ caller, key: idempotencyKey, wire: () => words });
    if (known) return await submitted(deps, known, []);
  }
  // Better refused now, with nothing stored, than accepted and left waiting for Redis.
  const reached = deps.submitter.ping();
  reached.catch(() => undefined);
  const { leftOut, skipped, ...checked } = await check(request, deps);
  const apps = await withUndos(request, checked.apps, deps);
  await reached;
  const directories = await directoriesMeant(deps, request);
  const { changes, recorded } = requestKinds[request.kind];
  const hold = request.kind === 'plan' ? await deps.records.hold() : null;
  const accepted = await deps.records.accept({
    request,
    wire: words,
    caller,
    apps,
    exclusive: changes,
    line: lineOf(request),
    recorded,
    idempotencyKey,
    rollout: { ...strategyFor(deps.config, request, apps), onDrift },
    directories,
    warnings: hold ? [...leftOut, holdWarning(hold)] : leftOut,
    skipped,
    audit: { action: words.action, details: redact(words.parameters) },
  });
  if (accepted.fresh) tellAccepted(deps, accepted.request, begunAt);
  return await submitted(deps, accepted.request, accepted.granted);
}

/** The apps of an undo, with what its release's packages named to make undone what they did. */
async function withUndos(request: Request, apps: readonly App[], { records }: GatewayDeps): Promise<App[]> {
  if (request.kind !== 'rollback' || request.to.kind !== 'before') return [...apps];
  const released = (await records.request(request.to.release))?.apps.map(({ app }) => app) ?? [];
  return apps.map((app) => withUndoOfPackage(app, released));
}

/** Hands a stored request to the workers, with those that were granted by it. */
async function submitted(deps: GatewayDeps, record: RequestRecord, granted: readonly string[]): Promise<RequestRecord> {
  if (record.state === 'settled') return record;
  // It is stored, so it will be executed even if Redis goes away right here: the workers look for such requests.
  await submitAll(deps, [...(record.state === 'queued' ? [] : [record]), ...grantedJobs(granted)]);
  return record;
}

const holdWarning = (hold: Hold): Statement =>
  statement('warning.error', { error: errorInside({ code: 'HOLD', details: holdDetails(hold) }) });

function lineOf(request: Request): 'wait' | 'latest' | undefined {
  const whenBusy = 'whenBusy' in request ? request.whenBusy : undefined;
  return whenBusy === 'refuse' ? undefined : whenBusy;
}

/** The Idempotency-Key of a call, or null. Throws PARAMETER_INVALID. */
export function idempotencyKeyOf(headers: IncomingHttpHeaders): string | null {
  const key = headers['idempotency-key'];
  if (key === undefined) return null;
  if (typeof key === 'string' && /^[\x21-\x7e]{1,200}$/.test(key)) return key;
  throw new CodedError('PARAMETER_INVALID', {
    field: 'Idempotency-Key',
    reason: 'must be 1 to 200 visible characters',
  });
}
