import type { Answer } from '../../state/endpoint.js';
import type { GatewayDeps } from '../../state/dependencies.js';
import type { AuthenticatedCallHandler } from './call.js';

/** Shares work among those who ask for the same at the same time, told by a key. */
export type Together<T> = (key: string, work: () => Promise<T>) => Promise<T>;

/**
 * Whoever comes while the same is under way shares one run with all others who do, and it begins after they came: what
 * they are told was looked up since they asked. Different things do not wait for each other.
 */
export function createTogether<T>(): Together<T> {
  const under = new Map<string, { running: Promise<T>; next: Promise<T> | null }>();

  function begin(key: string, work: () => Promise<T>): Promise<T> {
    const running = work();
    const mine = { running, next: null };
    under.set(key, mine);
    const end = (): void => {
      // Who waits for the next run begins it, in the place of this one.
      if (under.get(key) === mine && mine.next === null) under.delete(key);
    };
    running.then(end, end);
    return running;
  }

  return (key, work) => {
    const known = under.get(key);
    if (!known) return begin(key, work);
    const again = (): Promise<T> => begin(key, work);
    return (known.next ??= known.running.then(again, again));
  };
}

const sharedByDeps = new WeakMap<GatewayDeps, Together<Answer>>();

/** A handler that answers everybody alike who asks with the same path and query, and shares its work among them. */
export function alike(handler: AuthenticatedCallHandler): AuthenticatedCallHandler {
  return async (call, deps) => {
    const together = sharedByDeps.get(deps) ?? createTogether<Answer>();
    sharedByDeps.set(deps, together);
    const key = JSON.stringify([handler.name, call.path, call.query]);
    return await together(key, () => handler(call, deps));
  };
}
