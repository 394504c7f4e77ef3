import { CodedError, statement } from '#contract';
import type { Seen } from '#release';
import { TunnelRefused } from '#ssh';
import { TrustUnusable } from './trusted.js';

/** What an error says; one of several addresses that were tried says nothing itself. */
function reasonOf(thrown: unknown): string {
  if (thrown instanceof AggregateError && thrown.message === '') return reasonOf(thrown.errors[0]);
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/** Why there was no answer. An error of getting to the host itself says nothing of the application: it is thrown on. */
export function failureOf(thrown: unknown, signal: AbortSignal): Extract<Seen, { failed: unknown }> {
  if (thrown instanceof CodedError && !signal.aborted) throw thrown;
  if (thrown instanceof TunnelRefused)
    return {
      failed: statement(thrown.isForbidden ? 'seen.noForwarding' : 'seen.refusedThere', { reason: thrown.message }),
    };
  return { failed: thrown instanceof TrustUnusable ? thrown.why : reasonOf(thrown) };
}
