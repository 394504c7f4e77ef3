import { requestKinds } from '#contract';
import type { RequestRecord } from '#records';
import { parse, type Parsed } from '#rex';
import { accept, idempotencyKeyOf } from '../requests/acceptRequest.js';
import type { Answer, KnownHandler, KnownInput } from '../state/endpoint.js';
import { answered } from './envelope.js';
import { follow } from '../requests/waitForRequest.js';
import type { House } from '../state/dependencies.js';
import { jobEnvelope } from './jobAnswer.js';
import { look } from '../requests/synchronousActions.js';
import { questionOf } from './refusal.js';
import { inCallersWords } from './inCallersWords.js';

/** POST /rex: takes a request, waits for its result up to `rex.wait` seconds, and answers 202 with a job id after that. */
export const postRex: KnownHandler = async (input, house) => {
  const parsed = parse(input.sent, { bases: house.config.package.bases });
  if (requestKinds[parsed.request.kind].runs === 'gateway') return await lookNow(parsed, input, house);
  const { wire } = parsed;
  const caller = { caller: input.user.name, idempotencyKey: idempotencyKeyOf(input.headers), wire };
  const accepted = await accept(parsed.request, caller, house).catch((thrown: unknown) => {
    throw inCallersWords(thrown, wire);
  });
  const ms = wantsNoWait(parsed, input) ? 0 : house.config.rex.wait * 1000;
  const enough = (record: RequestRecord): boolean => record.state === 'settled';
  const request =
    ms === 0 || enough(accepted)
      ? accepted
      : await follow(house, accepted.id, { enough: 'settled', ms, gone: input.gone });
  const body = await jobEnvelope(request, input, house);
  const headers = { Location: `/rex/jobs/${request.id}` };
  return { status: enough(request) ? 200 : 202, body, headers };
};

async function lookNow({ request, wire }: Parsed, input: KnownInput, house: House): Promise<Answer> {
  const found = await look(request, house);
  const { action, parameters: details } = wire;
  await house.records.audit({ user: input.user.name, action, job: null, details });
  const presented = { code: 0, msg: null, data: { code: '0', msg: '成功', ...found } } as const;
  const take = Math.floor((house.now().getTime() - input.receivedAt.getTime()) / 1000);
  return { status: 200, body: answered(questionOf(input, house.config, take), presented) };
}

function wantsNoWait({ async }: Parsed, { headers }: KnownInput): boolean {
  return async || /(^|[,\s])respond-async\s*($|[,;])/i.test(String(headers.prefer ?? ''));
}
