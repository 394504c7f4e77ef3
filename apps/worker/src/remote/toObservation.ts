import { asCodedError, hostError, CodedError, withoutHostError } from '#contract';
import type { Observation } from '#release';
import { outputIn, withoutOutput } from './output.js';
import { facts, succeeded, type CommandResult } from '#shell';

/** The observation of a host's script: an error the script reports comes first, then one of the command itself. */
export function toObservation(result: CommandResult, what: string, host: string, reason: unknown): Observation {
  const found = facts(result.stdout);
  const seen = (trouble: CodedError | null): Observation => ({
    facts: withoutOutput(withoutHostError(found)),
    output: outputIn(found, result.stderr),
    trouble: trouble && { code: trouble.code, details: trouble.details },
  });
  const named = hostError(found);
  if (named) return seen(named);
  if (succeeded(result)) return seen(null);
  if (result.cancelled) return seen(asCodedError(reason));
  // Also when a deadline passed: a command that could not be ended may be at work still.
  if (result.connectionLost) return seen(new CodedError('CONNECTION_LOST', { host, reason: `during ${what}` }));
  if (result.timedOut) {
    const seconds = Math.round(result.durationMs / 1000);
    return seen(new CodedError('DEADLINE', { what: `${what} on ${host}`, seconds }));
  }
  // Somebody on the host ended it: sent again, it goes on where it was.
  if (found.interrupted === 'yes')
    return seen(new CodedError('CONNECTION_LOST', { host, reason: `${what} was ended there` }));
  const last = result.stderr.trim().slice(-500) || `signal ${result.signal ?? 'none'}`;
  return seen(
    new CodedError('HOST_TROUBLE', {
      host,
      what: `carry out ${what}`,
      status: result.exitCode ?? 'unknown',
      reason: last,
    }),
  );
}

/** Anything thrown on the way to a host, as an observation; an unexpected error is rethrown. */
export function observeThrown(thrown: unknown): Observation {
  const trouble = asCodedError(thrown);
  if (trouble.code === 'INTERNAL') throw trouble;
  return { facts: {}, trouble: { code: trouble.code, details: trouble.details } };
}

/** The error of an observation, to throw or store; null when there is none. */
export const troubleOf = ({ trouble }: Observation): CodedError | null =>
  trouble === null ? null : new CodedError(trouble.code, trouble.details);
