import { createCoalescer, type Coalescer } from '#async';
import type { Answer } from '../../state/endpoint.js';
import type { GatewayDeps } from '../../state/dependencies.js';
import type { Handler } from './answer.js';
import type { RawCall } from './call.js';

const sharedByDeps = new WeakMap<GatewayDeps, Coalescer<Answer>>();

/** Wraps a handler that answers everybody alike: calls with the same path and query share its work. */
export function alike<Call extends RawCall>(handler: Handler<Call>): Handler<Call> {
  return async (call, deps) => {
    const coalesced = sharedByDeps.get(deps) ?? createCoalescer<Answer>();
    sharedByDeps.set(deps, coalesced);
    const key = JSON.stringify([handler.name, call.path, call.query]);
    return await coalesced(key, () => handler(call, deps));
  };
}
