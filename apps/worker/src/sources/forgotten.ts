import { about } from '../telemetry/about.js';
import type { StageInput } from '../state/stage.js';

/**
 * Takes note of why something that only saves time could not be used or kept. A release that fails for the want of it would fail
 * for nothing.
 */
export const forgotten =
  ({ house, request }: Pick<StageInput, 'house' | 'request'>, what: string) =>
  (thrown: unknown): void =>
    house.log.warn(
      { ...about(request), err: thrown },
      `${what}: all of it is read anew, an earlier bundle is of no help`,
    );
