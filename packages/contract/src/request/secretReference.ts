/** A secret by its name in config.yml: what stands in settings, plans and records instead of its value. */
export interface SecretReference {
  secret: string;
}

/** What a secret is called in config.yml, as a regular expression for all of it. */
export const secretName = '^[A-Za-z][A-Za-z0-9._-]{0,63}$';

/** Whether a value of the settings names a secret. */
export const isSecretReference = (value: unknown): value is SecretReference =>
  typeof value === 'object' && value !== null && typeof (value as { secret?: unknown }).secret === 'string';

/** What is shown of a value that may be a secret. */
export const shownValue = (value: string | SecretReference): string => (isSecretReference(value) ? '[secret]' : value);
