import type { EndpointId } from '#api';
import { createCoalescer, type Coalescer } from '#async';
import type { Answer } from '../../state/endpoint.js';
import type { GatewayDeps } from '../../state/dependencies.js';
import type { AuthenticatedCallHandler } from './call.js';

const sharedByDeps = new WeakMap<GatewayDeps, Coalescer<Answer>>();

/** Wraps a handler that answers everybody alike: calls with the same path and query share its work. */
export function alike<Id extends EndpointId>(handler: AuthenticatedCallHandler<Id>): AuthenticatedCallHandler<Id> {
  return async (call, deps) => {
    const coalesced = sharedByDeps.get(deps) ?? createCoalescer<Answer>();
    sharedByDeps.set(deps, coalesced);
    const key = JSON.stringify([handler.name, call.path, call.query]);
    return await coalesced(key, () => handler(call, deps));
  };
}
