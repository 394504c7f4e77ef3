import { CodedError } from '#contract';
import type { Secret } from '#shell';
import { secretValueMask } from './secretValues.js';

/** The secrets that settings name: only a worker holds their values. */
export interface SecretStore {
  /** The secret of a name; `setting` is what names it. Throws SECRET_UNKNOWN. */
  secretOf: (name: string, setting: string) => Secret;
  /** Whether there is one of this name. */
  knows: (name: string) => boolean;
  /** A text that came from a host, without the values of these secrets. */
  masked: (text: string) => string;
}

/** The secrets of a configuration by name. */
export function createSecretStore(secrets: Readonly<Record<string, Secret>>): SecretStore {
  const knows = (name: string): boolean => Object.hasOwn(secrets, name);
  return {
    knows,
    masked: secretValueMask(secrets, { cut: true }),
    secretOf: (name, setting) => {
      if (!knows(name)) throw new CodedError('SECRET_UNKNOWN', { name, setting });
      return secrets[name]!;
    },
  };
}
