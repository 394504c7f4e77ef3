import { logFields } from '../telemetry/logFields.js';
import type { OnceInput } from '../state/onceJob.js';

/**
 * Gives a handler that logs why something that only saves time could not be used or kept. A release that fails for the lack of
 * it would fail for nothing.
 */
export const forgotten =
  ({ deps, request }: Pick<OnceInput, 'deps' | 'request'>, what: string) =>
  (thrown: unknown): void =>
    deps.log.warn(
      { ...logFields(request), err: thrown },
      `${what}: all of it is read anew, an earlier bundle is of no help`,
    );
