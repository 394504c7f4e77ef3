import { asCodedError } from '#contract';
import pRetry from 'p-retry';
import type { WorkerDeps } from '../state/dependencies.js';

/** Asks a host, or the database of a source, again while its error may pass, as `retry` of config.yml says. */
export async function whilePassing<T>(
  { config, log }: WorkerDeps,
  signal: AbortSignal,
  ask: () => Promise<T>,
): Promise<T> {
  const { attempts, backoff } = config.retry;
  return await pRetry(ask, {
    retries: attempts - 1,
    minTimeout: backoff * 1000,
    randomize: true,
    signal,
    onFailedAttempt: ({ error, attemptNumber }) => {
      const { code, message } = asCodedError(error);
      log.info({ code, try: attemptNumber }, `asked for what is to be released, in vain: ${message}`);
    },
    shouldRetry: ({ error }) => asCodedError(error).kind === 'broken',
  });
}
