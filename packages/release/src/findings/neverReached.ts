import type { ErrorReport } from '#contract';
import type { StepRecord } from '../workflows/advance.js';

/** Codes of a host that nobody got into. */
const neverThere: ReadonlySet<ErrorReport['code']> = new Set([
  'UNREACHABLE',
  'AUTHENTICATION',
  'SSH_AGENT_FAILED',
  'LOGIN_CERTIFICATE',
  'HOST_KEY_CHANGED',
  'HOST_KEY_UNKNOWN',
  'HOST_CERTIFICATE',
]);

/** True when no try of these steps ever got to the host; a try of which nothing is known may have. */
export const isNeverReached = (history: readonly StepRecord[]): boolean =>
  history.every(({ state, trouble }) => state !== 'done' && trouble !== null && neverThere.has(trouble.code));
