import type { TokenView } from '#api';
import type { StoredToken } from '#records';
import type { AuthenticatedCallHandler } from '../call/call.js';

const view = ({ id, name, user, createdAt, expiresAt }: StoredToken): TokenView => ({
  id,
  name,
  user,
  createdAt: createdAt.toISOString(),
  expiresAt: expiresAt.toISOString(),
});

/** GET /v1/tokens: the valid tokens. */
export const listTokens: AuthenticatedCallHandler<'listTokens'> = async (_call, { people }) => ({
  status: 200,
  body: { items: (await people.tokens()).map(view) },
});

/** POST /v1/tokens: creates a token for a program. */
export const createToken: AuthenticatedCallHandler<'createToken'> = async ({ body, user }, { people, records }) => {
  const { name, life } = body;
  const { token, id, issuedAt } = await people.issueToken(user, life, name);
  await records.audit({
    user: user.name,
    action: 'create token',
    job: null,
    details: { id, name, life: String(life) },
  });
  const stored = {
    id,
    name,
    user: user.name,
    createdAt: new Date(issuedAt * 1000),
    expiresAt: new Date((issuedAt + life) * 1000),
  };
  return { status: 201, body: { ...view(stored), token } };
};

/** DELETE /v1/tokens/:id: ends a token. Throws TOKEN_UNKNOWN. */
export const deleteToken: AuthenticatedCallHandler<'deleteToken'> = async ({ path, user }, { people, records }) => {
  const id = path.id;
  await people.endToken({ id });
  await records.audit({ user: user.name, action: 'end token', job: null, details: { id } });
  return { status: 204, body: null };
};
