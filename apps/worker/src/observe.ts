import { asTrouble, catalogue, Trouble, type Code, type Details } from '#contract';
import type { Facts, Observation } from '#release';
import { facts, succeeded, type CommandResult } from '#shell';

const isCode = (text: string): text is Code => text in catalogue;

function details(found: Facts): Details {
  const entries = Object.entries(found).filter(([key]) => key.startsWith('detail_'));
  return Object.fromEntries(entries.map(([key, value]) => [key.slice('detail_'.length), value]));
}

function withoutDetails(found: Facts): Facts {
  return Object.fromEntries(Object.entries(found).filter(([key]) => key !== 'trouble' && !key.startsWith('detail_')));
}

/** What a host's script came to: its own word for what went wrong comes first, then how the command ended. */
export function observe(result: CommandResult, what: string, host: string, reason: unknown): Observation {
  const found = facts(result.stdout);
  const seen = (trouble: Observation['trouble']): Observation => ({ facts: withoutDetails(found), trouble });
  if (found.trouble && isCode(found.trouble)) return seen({ code: found.trouble, details: details(found) });
  if (succeeded(result)) return seen(null);
  if (result.cancelled) return seen(asTrouble(reason));
  if (result.connectionLost) return seen({ code: 'CONNECTION_LOST', details: { host, reason: `during ${what}` } });
  const seconds = Math.round(result.durationMs / 1000);
  if (result.timedOut) return seen({ code: 'DEADLINE', details: { what: `${what} on ${host}`, seconds } });
  const last = result.stderr.trim().slice(-500) || `signal ${result.signal ?? 'none'}`;
  return seen({
    code: 'COMMAND_FAILED',
    details: { what: `${what} on ${host}`, status: result.exitCode ?? 'unknown', reason: last },
  });
}

/** Anything thrown on the way to a host, as an observation; what nobody expected is thrown on. */
export function observeThrown(thrown: unknown): Observation {
  const trouble = asTrouble(thrown);
  if (trouble.code === 'INTERNAL') throw trouble;
  return { facts: {}, trouble: { code: trouble.code, details: trouble.details } };
}

/** An observation's trouble as something to throw or store. */
export const troubleOf = ({ trouble }: Observation): Trouble | null =>
  trouble === null ? null : new Trouble(trouble.code, trouble.details);
