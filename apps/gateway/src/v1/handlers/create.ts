import {
  findAction,
  type NewAction,
  type NewPromotion,
  type NewRelease,
  type NewRollback,
  parseRequest,
  type SourceBody,
} from '#contract';
import { accept, idempotencyKeyOf } from '../../requests/acceptRequest.js';
import type { Answer } from '../../state/endpoint.js';
import type { House } from '../../state/dependencies.js';
import { looks } from '../../requests/synchronousActions.js';
import type { KnownCall, KnownCallHandler } from '../call/call.js';
import { shown } from '../call/shown.js';

export type Parameters = Record<string, string>;

const lines = { refuse: '0', wait: '1', latest: 'latest' } as const;

/** How a request is carried out, in the words of the registry. */
function manner({ apps, policy, maxFailures, batch, confirm, queue }: Omit<NewRelease, 'source' | 'plan'>): Parameters {
  const words = {
    k: typeof apps === 'string' ? apps : apps.join(' '),
    policy,
    max_failures: maxFailures,
    batch,
    confirm,
    queue: queue && lines[queue],
  };
  const given = Object.entries(words).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given.map(([name, value]) => [name, String(value)]));
}

function from(source: SourceBody): Parameters {
  switch (source.type) {
    case 'updateDirectory':
      return {};
    case 'environment':
      return { senv: source.name };
    case 'bundle':
      return { bundle: source.id, full: String(source.full) };
    case 'url':
      return {
        url: source.url,
        full: String(source.full),
        ...(source.set === undefined ? {} : { set: source.set }),
      };
  }
}

/** A release in the words of the registry. */
export function releaseParameters({ source, plan, ...rest }: NewRelease): Parameters {
  return { ...manner(rest), ...from(source), ...(plan === undefined ? {} : { plan }) };
}

async function take(action: string, parameters: Parameters, call: KnownCall, house: House): Promise<Answer> {
  const parsed = parseRequest({ ...parameters, action }, { bases: house.config.package.bases });
  const order = { caller: call.user.name, idempotencyKey: idempotencyKeyOf(call.headers) };
  const request = await accept(parsed, order, house);
  const headers = { Location: `/v1/releases/${request.id}` };
  return { status: 202, headers, body: await shown(request, house) };
}

/** POST /v1/releases */
export const createRelease: KnownCallHandler = (call, house) =>
  take('release', releaseParameters(call.body as NewRelease), call, house);

/** POST /v1/promotions: a release from another environment, of the release it runs where that is given. */
export const createPromotion: KnownCallHandler = (call, house) => {
  const { from: senv, release, ...rest } = call.body as NewPromotion;
  return take('release', { ...manner(rest), senv, ...(release === undefined ? {} : { expect: release }) }, call, house);
};

/** POST /v1/rollbacks */
export const createRollback: KnownCallHandler = (call, house) => {
  const { to, ...rest } = call.body as NewRollback;
  return take('rollback', { ...manner(rest), ...(to === undefined ? {} : { to }) }, call, house);
};

/** POST /v1/actions: an action that needs no worker is answered at once. */
export const createAction: KnownCallHandler = async (call, house) => {
  const { action, parameters = {} } = call.body as Partial<NewAction> & { action: string };
  const look = looks[action];
  if (!look || findAction(action)?.kind !== 'look') return await take(action, parameters, call, house);
  const parsed = parseRequest({ ...parameters, action }, { bases: house.config.package.bases });
  const data = await look(parsed.parameters, house);
  await house.records.audit({ user: call.user.name, action, job: null, details: parsed.parameters });
  return { status: 200, body: { action, data } };
};
