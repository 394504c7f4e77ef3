import { type ParsedRequest, parseRequest, Trouble } from '#contract';
import type { RequestRecord } from '#records';
import { admit } from '../admit.js';
import type { Answer, KnownHandler, KnownInput } from '../endpoint.js';
import { answered } from '../envelope.js';
import { follow } from '../follow.js';
import type { House } from '../house.js';
import { rolloutFor } from '../rolloutFor.js';
import { jobEnvelope } from '../jobAnswer.js';
import { look } from '../looks.js';
import { questionOf } from '../refusal.js';
import { submitAll } from '../submitAll.js';

/** POST /rex: takes a request, waits for its result up to `rex.wait` seconds, and answers 202 with a job id after that. */
export const postRex: KnownHandler = async (input, house) => {
  const parsed = parseRequest(input.sent, { bases: house.config.package.bases });
  if (parsed.action.kind === 'look') return await lookNow(parsed, input, house);
  const accepted = await accept(parsed, input, house);
  const ms = wantsNoWait(parsed, input) ? 0 : house.config.rex.wait * 1000;
  const enough = (record: RequestRecord): boolean => record.state === 'settled';
  const request =
    ms === 0 || enough(accepted) ? accepted : await follow(house, accepted.id, { enough, ms, gone: input.gone });
  const body = await jobEnvelope(request, input, house);
  const headers = { Location: `/rex/jobs/${request.id}` };
  return { status: enough(request) ? 200 : 202, body, headers };
};

async function lookNow(parsed: ParsedRequest, input: KnownInput, house: House): Promise<Answer> {
  const presented = await look(parsed, house);
  const details = parsed.parameters;
  await house.records.audit({ user: input.user.name, action: parsed.action.name, job: null, details });
  const take = Math.floor((house.now().getTime() - input.receivedAt.getTime()) / 1000);
  return { status: 200, body: answered(questionOf(input, house.config, take), presented) };
}

async function accept(parsed: ParsedRequest, input: KnownInput, house: House): Promise<RequestRecord> {
  const { action, parameters } = parsed;
  const idempotencyKey = idempotencyKeyOf(input);
  // Better refused now, with nothing stored, than accepted and left waiting for Redis.
  const reached = house.submitter.ping();
  reached.catch(() => undefined);
  const apps = await admit(parsed, house);
  await reached;
  const { request, granted } = await house.records.accept({
    action: action.name,
    parameters,
    caller: input.user.name,
    apps,
    exclusive: action.changes,
    line: lineOf(parameters),
    recorded: action.recorded,
    idempotencyKey,
    rollout: rolloutFor(house.config, parameters, apps),
    audit: { action: action.name, details: parameters },
  });
  if (request.state === 'settled') return request;
  // It is stored, so it will be carried out even if Redis goes away right here: the workers look for such requests.
  const ready = request.state === 'queued' ? granted : [request.id, ...granted];
  await submitAll(house, ready);
  return request;
}

function lineOf({ queue }: Record<string, string>): 'wait' | 'latest' | undefined {
  return queue === 'latest' ? queue : queue === '1' ? 'wait' : undefined;
}

function wantsNoWait({ async }: ParsedRequest, { headers }: KnownInput): boolean {
  return async || /(^|[,\s])respond-async\s*($|[,;])/i.test(String(headers.prefer ?? ''));
}

function idempotencyKeyOf({ headers }: KnownInput): string | null {
  const key = headers['idempotency-key'];
  if (key === undefined) return null;
  if (typeof key === 'string' && /^[\x21-\x7e]{1,200}$/.test(key)) return key;
  throw new Trouble('PARAMETER_INVALID', { field: 'Idempotency-Key', reason: 'must be 1 to 200 visible characters' });
}
