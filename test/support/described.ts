import { requireDescribed } from '../../packages/api/src/validate/answers.fixture.js';
import type { Answer, Estate } from './estate.js';

/** One call of the modern API; its answer must be one of those the OpenAPI document has for it. */
export async function askDescribed(
  estate: Pick<Estate, 'call' | 'token'>,
  method: string,
  path: string,
  init: RequestInit = {},
): Promise<Answer> {
  const headers = { authorization: `Bearer ${estate.token}`, ...(init.headers as Record<string, string> | undefined) };
  const answer = await estate.call(path, { ...init, method, headers });
  requireDescribed({ method, path: path.split('?')[0]! }, answer);
  return answer;
}

/** The same with a body of JSON where one is given. */
export const askJson = (estate: Estate, method: string, path: string, body?: unknown): Promise<Answer> =>
  askDescribed(estate, method, path, {
    headers: { 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
