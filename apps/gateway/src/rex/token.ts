import { tokenOf, tokenWords } from '../http/authenticate.js';
import type { PublicHandler } from '../state/endpoint.js';

/** /token: the state of a token. */
export const rexToken: PublicHandler = async (input, { people, config, now }) => {
  const asked = tokenOf(input);
  if (asked === null) return { status: 400, body: { code: -1, msg: 'token不能为空' } };
  const check = await people.checkToken(asked);
  const timestamp = Math.floor(now().getTime() / 1000);
  if (check.state === 'unknown') {
    const getToken = { code: -1, msg: tokenWords.unknown, query: null };
    return { status: 401, body: { timestamp, token: asked, expire: String(config.rex.tokenLife), getToken } };
  }
  const expire = String(check.life);
  const query = { token: asked, expire, timestamp: String(check.issuedAt) };
  const getToken = { code: check.state === 'valid' ? 0 : -1, msg: tokenWords[check.state], query };
  return { status: check.state === 'valid' ? 200 : 401, body: { timestamp, token: asked, expire, getToken } };
};
