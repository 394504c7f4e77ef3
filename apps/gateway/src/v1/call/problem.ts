import { type Endpoint, type ProblemView, statusOf } from '#api';
import { CodedError } from '#contract';
import type { Answer } from '../../state/endpoint.js';
import { troubleHeaders } from '../../http/troubleHeaders.js';

const title = (code: string): string => `${code[0]!}${code.slice(1).toLowerCase().replaceAll('_', ' ')}`;

/** Renames parameters to those of the endpoint, in a sentence that begins with one and in the details. */
function renaming({ renamed = {} }: Pick<Endpoint, 'renamed'>): (text: string) => string {
  return (text) => {
    const [, name, rest] = /^(\w+)(:.*)?$/s.exec(text) ?? [];
    const known = name !== undefined && Object.hasOwn(renamed, name) ? renamed[name] : undefined;
    return known === undefined ? text : `${known}${rest ?? ''}`;
  };
}

/** An error as a problem document of RFC 9457, with its details as members of their own. */
export function problemResponse(
  trouble: CodedError,
  instance: string,
  endpoint: Pick<Endpoint, 'renamed'> = {},
): Answer {
  const shown =
    trouble.kind === 'failed' ? new CodedError('INTERNAL', { reason: 'see the log of the gateway' }) : trouble;
  const rename = renaming(endpoint);
  const details = Object.entries(shown.details).map(([name, value]) => [
    name,
    name === 'field' && typeof value === 'string' ? rename(value) : value,
  ]);
  const known: ProblemView = {
    type: `/docs#${shown.code}`,
    title: title(shown.code),
    status: statusOf(shown.code),
    detail: rename(shown.message),
    code: shown.code,
    class: shown.class,
    advice: shown.advice,
    instance,
  };
  // The members RFC 9457 names come first, and no detail takes their place.
  const body: ProblemView = { ...known, ...(Object.fromEntries(details) as Record<string, unknown>), ...known };
  return {
    status: body.status,
    body,
    headers: { 'Content-Type': 'application/problem+json', ...troubleHeaders(shown) },
  };
}
