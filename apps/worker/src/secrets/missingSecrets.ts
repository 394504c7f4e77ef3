import { CodedError, finding, statement, type Finding } from '#contract';
import { secretsNamed, type App, type Observation } from '#release';
import type { SecretStore } from './secretStore.js';

type Named = Pick<App, 'variables' | 'hooks'>;

/** The secrets that an app names and nobody here has, each with a setting that names it. */
export const missingOf = (secrets: Pick<SecretStore, 'knows'>, app: Named): { name: string; setting: string }[] =>
  [...secretsNamed(app)].flatMap(([name, setting]) => (secrets.knows(name) ? [] : [{ name, setting }]));

/** The first of them, as what is seen instead of the host; null where none is missing. */
export function missingSecret(secrets: Pick<SecretStore, 'knows'>, app: Named): Observation | null {
  const [first] = missingOf(secrets, app);
  return first === undefined ? null : { facts: {}, trouble: { code: 'SECRET_UNKNOWN', details: { ...first } } };
}

/** Requires all secrets that apps name. Throws SECRET_UNKNOWN. */
export function requireSecrets(secrets: Pick<SecretStore, 'knows'>, apps: readonly Named[]): void {
  for (const app of apps)
    for (const missing of missingOf(secrets, app)) throw new CodedError('SECRET_UNKNOWN', missing);
}

/** What the doctor says of the secrets of an app; nothing of one that names none. */
export function secretsFound(secrets: Pick<SecretStore, 'knows'>, app: Named): Finding[] {
  const named = [...secretsNamed(app).keys()];
  if (named.length === 0) return [];
  const missing = missingOf(secrets, app);
  return missing.length === 0
    ? [finding('app.secrets', 'ok', statement('secret.known', { names: named }))]
    : missing.map((one) => finding('app.secrets', 'failed', statement('secret.missing', one)));
}
