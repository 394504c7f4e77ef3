/** The answer of /rex; rexflow's codes agree on every level, so the outermost one is the result. */
export interface RexAnswer {
  code: string;
  msg?: string;
  [key: string]: unknown;
}

/** A caller of /rex with a token. */
export interface RexClient {
  /** Address of the gateway. */
  base: string;
  token: string;
}

async function post(url: string, fields: Record<string, string>): Promise<RexAnswer> {
  const response = await fetch(url, { method: 'POST', body: new URLSearchParams(fields) });
  const text = await response.text();
  try {
    return JSON.parse(text) as RexAnswer;
  } catch {
    throw new Error(`expected JSON from ${new URL(url).pathname}, got status ${response.status} and: ${text}`);
  }
}

/** An answer as text for an error; it can be long. */
const shown = (answer: RexAnswer): string => JSON.stringify(answer, null, 2).slice(0, 6_000);

/** Logs in; throws with the answer when there is no token in it. */
export async function logIn(base: string, username: string, password: string): Promise<RexClient> {
  const answer = await post(`${base}/login`, { username, password });
  if (typeof answer.token !== 'string') throw new Error(`expected a token from /login, got ${shown(answer)}`);
  return { base, token: answer.token };
}

/** Posts an action as a form and waits for its result; throws with the whole answer unless its code is "0". */
export async function rex({ base, token }: RexClient, parameters: Record<string, string>): Promise<RexAnswer> {
  const answer = await post(`${base}/rex?token=${encodeURIComponent(token)}`, parameters);
  if (String(answer.code) !== '0') {
    throw new Error(`expected code "0" from action=${parameters.action}, got ${shown(answer)}`);
  }
  return answer;
}
