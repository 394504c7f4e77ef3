import { CodedError } from '#contract';
import type { WireRequest } from '#records';

/** Rewrites a refusal in the words of `/rex` that the caller used. */
export function inCallersWords(thrown: unknown, { parameters }: WireRequest): unknown {
  if (!(thrown instanceof CodedError)) return thrown;
  const { code, details, cause } = thrown;
  if (code === 'SEVERAL_GROUPS') return new CodedError(code, { ...details, k: parameters.k }, { cause });
  if (details.field === 'hosts') return new CodedError(code, { ...details, field: 'H' }, { cause });
  if (details.field === 'targets') return new CodedError(code, { ...details, field: 'k' }, { cause });
  return thrown;
}
