import { asRefused, Refused, refusal } from './refused.js';
import { close, currentToken } from './session.js';

export interface Question {
  body?: unknown;
  query?: Readonly<Record<string, string | number | null | undefined>>;
  headers?: Readonly<Record<string, string>>;
  signal?: AbortSignal | undefined;
}

/** A path with the query parameters that have a value. */
export function addressed(path: string, query: Question['query'] = {}): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== '');
  const text = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return text === '' ? path : `${path}?${text}`;
}

/** The headers every call has. */
export const authorized = (): Record<string, string> => {
  const token = currentToken();
  return token === null ? {} : { authorization: `Bearer ${token}` };
};

/** One call of the API. Throws Refused; a token that is no longer good ends the session. */
export async function ask<T>(method: string, path: string, question: Question = {}): Promise<T> {
  return (await askWithStatus<T>(method, path, question)).value;
}

/** The same with the status, for the calls that answer in more than one way. */
export async function askWithStatus<T>(
  method: string,
  path: string,
  { body, query, headers, signal }: Question = {},
): Promise<{ status: number; value: T }> {
  let answer: Response;
  try {
    answer = await fetch(addressed(path, query), {
      method,
      headers: { ...authorized(), ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal ? { signal } : {}),
    });
  } catch (thrown) {
    if (signal?.aborted) throw thrown;
    throw new Refused(0, null, asRefused(thrown).message);
  }
  if (!answer.ok) {
    const refused = await refusal(answer);
    if (answer.status === 401 && refused.code === 'TOKEN_INVALID') close('expired');
    throw refused;
  }
  return { status: answer.status, value: (answer.status === 204 ? null : await answer.json()) as T };
}
