import type { IncomingHttpHeaders } from 'node:http';
import { type ParsedRequest, Trouble } from '#contract';
import type { RequestRecord } from '#records';
import { admit } from './checkRequest.js';
import { directoriesMeant } from '../state/directories.js';
import type { House } from '../state/dependencies.js';
import { masked } from '../http/masked.js';
import { rolloutFor } from './strategyFor.js';
import { letIn, submitAll } from './submitAll.js';
import { tellAccepted } from './tellAccepted.js';

/** Stores a request for the workers. Throws what `admit` throws, QUEUE_AWAY, APP_BUSY, IDEMPOTENCY_MISMATCH. */
export async function accept(
  { action, parameters }: Pick<ParsedRequest, 'action' | 'parameters'>,
  { caller, idempotencyKey }: { caller: string; idempotencyKey: string | null },
  house: House,
): Promise<RequestRecord> {
  const begunAt = house.now();
  // Better refused now, with nothing stored, than accepted and left waiting for Redis.
  const reached = house.submitter.ping();
  reached.catch(() => undefined);
  const apps = await admit({ action, parameters }, house);
  await reached;
  const directories = await directoriesMeant(house, action.name, parameters);
  const { request, fresh, granted } = await house.records.accept({
    action: action.name,
    parameters,
    caller,
    apps,
    exclusive: action.changes,
    line: lineOf(parameters),
    recorded: action.recorded,
    idempotencyKey,
    rollout: rolloutFor(house.config, parameters, apps),
    directories,
    audit: { action: action.name, details: masked(parameters) },
  });
  if (fresh) tellAccepted(house, request, begunAt);
  if (request.state === 'settled') return request;
  // It is stored, so it will be carried out even if Redis goes away right here: the workers look for such requests.
  const ready = [...(request.state === 'queued' ? [] : [request]), ...letIn(granted)];
  await submitAll(house, ready);
  return request;
}

function lineOf({ queue }: Record<string, string>): 'wait' | 'latest' | undefined {
  return queue === 'latest' ? queue : queue === '1' ? 'wait' : undefined;
}

/** The Idempotency-Key of a call, or null. Throws PARAMETER_INVALID. */
export function idempotencyKeyOf(headers: IncomingHttpHeaders): string | null {
  const key = headers['idempotency-key'];
  if (key === undefined) return null;
  if (typeof key === 'string' && /^[\x21-\x7e]{1,200}$/.test(key)) return key;
  throw new Trouble('PARAMETER_INVALID', { field: 'Idempotency-Key', reason: 'must be 1 to 200 visible characters' });
}
