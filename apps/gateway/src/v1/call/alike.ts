import type { Answer } from '../../state/endpoint.js';
import type { GatewayDeps } from '../../state/dependencies.js';
import type { AuthenticatedCallHandler } from './call.js';

/** Shares work among callers that ask for the same at the same time, by a key. */
export type Together<T> = (key: string, work: () => Promise<T>) => Promise<T>;

/**
 * Creates a coalescer: callers that come while the same key is under way share one run, and it begins after they came, so that
 * its result is no older than their call. Different keys do not wait for each other.
 */
export function createTogether<T>(): Together<T> {
  const under = new Map<string, { running: Promise<T>; next: Promise<T> | null }>();

  function begin(key: string, work: () => Promise<T>): Promise<T> {
    const running = work();
    const mine = { running, next: null };
    under.set(key, mine);
    const end = (): void => {
      // A caller that waits for the next run begins it, in the place of this one.
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

/** Wraps a handler that answers everybody alike: calls with the same path and query share its work. */
export function alike(handler: AuthenticatedCallHandler): AuthenticatedCallHandler {
  return async (call, deps) => {
    const together = sharedByDeps.get(deps) ?? createTogether<Answer>();
    sharedByDeps.set(deps, together);
    const key = JSON.stringify([handler.name, call.path, call.query]);
    return await together(key, () => handler(call, deps));
  };
}
