import type { IncomingHttpHeaders } from 'node:http';
import { type Request, requestKinds, Trouble } from '#contract';
import type { RequestRecord, WireRequest } from '#records';
import { admit } from './checkRequest.js';
import { directoriesMeant } from '../state/directories.js';
import type { House } from '../state/dependencies.js';
import { masked } from '../http/masked.js';
import { rolloutFor } from './strategyFor.js';
import { letIn, submitAll } from './submitAll.js';
import { tellAccepted } from './tellAccepted.js';

/** Who asks, and how. */
export interface RequestOrigin {
  caller: string;
  idempotencyKey: string | null;
  /** The words of the caller, where they were those of `/rex`. */
  wire?: WireRequest;
}

/** Stores a request for the workers. Throws what `admit` throws, QUEUE_AWAY, APP_BUSY, IDEMPOTENCY_MISMATCH. */
export async function accept(
  request: Request,
  { wire, caller, idempotencyKey }: RequestOrigin,
  house: House,
): Promise<RequestRecord> {
  const begunAt = house.now();
  // Better refused now, with nothing stored, than accepted and left waiting for Redis.
  const reached = house.submitter.ping();
  reached.catch(() => undefined);
  const apps = await admit(request, house);
  await reached;
  const directories = await directoriesMeant(house, request);
  const words = wire ?? house.encode(request);
  const { changes, recorded } = requestKinds[request.kind];
  const accepted = await house.records.accept({
    request,
    wire: words,
    caller,
    apps,
    exclusive: changes,
    line: lineOf(request),
    recorded,
    idempotencyKey,
    rollout: rolloutFor(house.config, request, apps),
    directories,
    audit: { action: words.action, details: masked(words.parameters) },
  });
  const record = accepted.request;
  if (accepted.fresh) tellAccepted(house, record, begunAt);
  if (record.state === 'settled') return record;
  // It is stored, so it will be carried out even if Redis goes away right here: the workers look for such requests.
  const ready = [...(record.state === 'queued' ? [] : [record]), ...letIn(accepted.granted)];
  await submitAll(house, ready);
  return record;
}

function lineOf(request: Request): 'wait' | 'latest' | undefined {
  return 'whenBusy' in request && request.whenBusy !== 'refuse' ? request.whenBusy : undefined;
}

/** The Idempotency-Key of a call, or null. Throws PARAMETER_INVALID. */
export function idempotencyKeyOf(headers: IncomingHttpHeaders): string | null {
  const key = headers['idempotency-key'];
  if (key === undefined) return null;
  if (typeof key === 'string' && /^[\x21-\x7e]{1,200}$/.test(key)) return key;
  throw new Trouble('PARAMETER_INVALID', { field: 'Idempotency-Key', reason: 'must be 1 to 200 visible characters' });
}
