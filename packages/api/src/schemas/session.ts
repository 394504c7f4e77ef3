import { timestamp, object, orNull, text, whole, word, type Of, named } from '#contract/schema';

const user = object({ name: text(), role: word(['admin']) });

export const credentialsSchema = object({
  username: text(undefined, { maxLength: 64 }),
  password: text(undefined, { maxLength: 256 }),
});
export type Credentials = Of<typeof credentialsSchema>;

export const sessionSchema = object({ token: text('for Authorization: Bearer'), expiresAt: timestamp(), user });
export const meSchema = object({ user, expiresAt: timestamp('when the token that asked ends') });

const tokenMembers = {
  id: text(),
  name: orNull(text('null for a token of a login')),
  user: text(),
  createdAt: timestamp(),
  expiresAt: timestamp(),
};
export const tokenSchema = named('Token', object(tokenMembers));
export type TokenView = Of<typeof tokenSchema>;

/** The only time the token itself is shown. */
export const freshTokenSchema = object({ ...tokenMembers, token: text('shown this once') });

export const newTokenSchema = object({
  name: text('what it is for', { minLength: 1, maxLength: 64, pattern: '^[^\\u0000-\\u001f\\u007f]+$' }),
  life: whole('seconds it is valid', 60, 315_360_000),
});
export type NewToken = Of<typeof newTokenSchema>;
