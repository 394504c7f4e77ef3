import { packageBases } from '#config';
import { requestKinds } from '#contract';
import type { RequestRecord } from '#records';
import { parse, type Parsed } from '#rex';
import { acceptRequest, idempotencyKeyOf } from '../requests/acceptRequest.js';
import type { Answer, AuthenticatedHandler, AuthenticatedInput } from '../state/endpoint.js';
import { answered } from './envelope.js';
import { waitForRequest } from '../requests/waitForRequest.js';
import type { GatewayDeps } from '../state/dependencies.js';
import { jobEnvelope } from './jobAnswer.js';
import { answerNow } from '../requests/synchronousActions.js';
import { envelopeContextOf } from './refusal.js';
import { inCallersWords } from './inCallersWords.js';

/** POST /rex: takes a request, waits for its result up to `rex.wait` seconds, and answers 202 with a job id after that. */
export const postRex: AuthenticatedHandler = async (input, deps) => {
  const parsed = parse(input.sent, { bases: packageBases(deps.config.package) });
  if (requestKinds[parsed.request.kind].runs === 'gateway') return await answerDirectly(parsed, input, deps);
  const { wire } = parsed;
  const caller = {
    ...{ caller: input.user.name, idempotencyKey: idempotencyKeyOf(input.headers), wire },
    // Whoever calls it cannot answer.
    onDrift: deps.config.release.onDrift,
  };
  const accepted = await acceptRequest(parsed.request, caller, deps).catch((thrown: unknown) => {
    throw inCallersWords(thrown, wire);
  });
  const ms = wantsNoWait(parsed, input) ? 0 : deps.config.rex.wait * 1000;
  const enough = (record: RequestRecord): boolean => record.state === 'settled';
  const request =
    ms === 0 || enough(accepted)
      ? accepted
      : await waitForRequest(deps, accepted.id, { enough: 'settled', ms, gone: input.gone });
  const body = await jobEnvelope(request, input, deps);
  const headers = { Location: `/rex/jobs/${request.id}` };
  return { status: enough(request) ? 200 : 202, body, headers };
};

async function answerDirectly(
  { request, wire }: Parsed,
  input: AuthenticatedInput,
  deps: GatewayDeps,
): Promise<Answer> {
  const found = await answerNow(request, deps);
  const { action, parameters: details } = wire;
  await deps.records.audit({ user: input.user.name, action, job: null, details });
  const presented = { code: 0, msg: null, data: { code: '0', msg: '成功', ...found } } as const;
  const take = Math.floor((deps.now().getTime() - input.receivedAt.getTime()) / 1000);
  return { status: 200, body: answered(envelopeContextOf(input, deps.config, take), presented) };
}

function wantsNoWait({ async }: Parsed, { headers }: AuthenticatedInput): boolean {
  return async || /(^|[,\s])respond-async\s*($|[,;])/i.test(String(headers.prefer ?? ''));
}
