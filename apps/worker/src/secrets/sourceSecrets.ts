import { CodedError, type Source } from '#contract';
import type { SecretStore } from './secretStore.js';

type Asked = Pick<Source & { kind: 'url' | 'git' }, 'authorization' | 'headers'>;

/** How a secret is sent as Authorization: with a word of its own before it, as user and password, or as a token. */
function schemed(value: string): string {
  if (value.includes(' ')) return value;
  return value.includes(':') ? `Basic ${Buffer.from(value).toString('base64')}` : `Bearer ${value}`;
}

/** The headers a source is asked with, by names in small letters. Throws SECRET_UNKNOWN, and SECRET_UNFIT for what no header can hold. */
export function sourceSecrets({ authorization, headers = {} }: Asked, secrets: SecretStore): Record<string, string> {
  const valueOf = (name: string, setting: string): string => {
    const value = secrets.secretOf(name, setting).reveal().trim();
    if (value === '' || /[^\u0020-\u007e\u0080-\u00ff]/.test(value))
      throw new CodedError('SECRET_UNFIT', { name, setting });
    return value;
  };
  return {
    ...Object.fromEntries(
      Object.entries(headers).map(([name, { secret }]) => [
        name.toLowerCase(),
        valueOf(secret, `source.headers.${name}`),
      ]),
    ),
    ...(authorization && { authorization: schemed(valueOf(authorization.secret, 'source.authorization')) }),
  };
}
