import { isMap, valueAt } from './path.js';

const secrets = ['private_key', 'passphrase', 'password', 'agent'] as const;

/** A copy of a raw document without what hosts are logged in to with, and without the secrets that settings name: no file of it is opened, no variable of it wanted. */
export function withoutLogins(document: unknown): unknown {
  const copy: unknown = structuredClone(document);
  if (isMap(copy)) Reflect.deleteProperty(copy, 'secrets');
  const environments = valueAt(copy, ['environments']);
  for (const environment of isMap(environments) ? Object.values(environments) : []) {
    const ssh = valueAt(environment, ['ssh']);
    const hosts = valueAt(ssh, ['hosts']);
    for (const login of [ssh, ...(Array.isArray(hosts) ? (hosts as unknown[]) : [])]) {
      for (const key of secrets) if (isMap(login)) Reflect.deleteProperty(login, key);
    }
  }
  return copy;
}
