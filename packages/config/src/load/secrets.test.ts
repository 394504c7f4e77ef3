import { expect, test } from 'vitest';
import { asCodedError } from '#contract';
import { resolveConfig } from './resolve.js';

const file = (secrets: unknown): unknown => ({
  environment: 'prod',
  environments: { prod: { mysql: { host: 'db' }, ssh: { password: '${SSH}', host_keys: 'first-contact' } } },
  redis: { url: 'redis://queue:6379' },
  secrets,
});

function resolved(secrets: unknown, logins = true) {
  const read: string[] = [];
  const readSecret = (path: string): string => {
    read.push(path);
    if (path.endsWith('none')) throw Object.assign(new Error(path), { code: 'ENOENT' });
    return 'from a file\n';
  };
  const env = { SSH: 'x', TOKEN: 'from a variable', EMPTY: '' };
  return { config: resolveConfig({ file: file(secrets), env, folder: '/etc/rexflow', readSecret, logins }), read };
}

function problems(secrets: unknown): string {
  try {
    resolved(secrets);
    return '';
  } catch (thrown) {
    return String(asCodedError(thrown).details.problems);
  }
}

test('secrets by name come from files and variables, and print as nothing', () => {
  const { config, read } = resolved({ 'shop-db': 'file:secrets/db', token: '${TOKEN}' });
  expect(Object.entries(config.secrets).map(([name, value]) => [name, value.reveal()])).toEqual([
    ['shop-db', 'from a file'],
    ['token', 'from a variable'],
  ]);
  expect(read).toEqual(['/etc/rexflow/secrets/db']);
  expect(JSON.stringify(config.secrets)).toBe('{"shop-db":"[secret]","token":"[secret]"}');
});

test.each<[unknown, string]>([
  [{ a: 'geheim' }, 'secrets.a: expected file:/path or ${VARIABLE}, found a value in plain'],
  [{ a: 'x${TOKEN}' }, 'secrets.a: expected file:/path or ${VARIABLE}, found a value in plain'],
  [{ a: '$${TOKEN}' }, 'secrets.a: expected file:/path or ${VARIABLE}, found a value in plain'],
  [{ a: 4711 }, 'secrets.a: expected file:/path or ${VARIABLE}, found a number'],
  [{ a: '${EMPTY}' }, 'secrets.a: expected file:/path or ${VARIABLE}, found other text'],
  [{ a: '${GONE}' }, 'secrets.a: expected the variable GONE to be set, found nothing'],
  [{ a: 'file:none' }, 'secrets.a: expected a readable file at /etc/rexflow/none, found ENOENT'],
  [{ '1a': 'file:x' }, 'secrets.1a: expected a name of a letter'],
])('%j is refused by its name, without its value', (secrets, expected) => {
  expect(problems(secrets)).toContain(expected);
  expect(problems(secrets)).not.toContain('geheim');
});

test('a program that reaches no host reads none of them, and needs none', () => {
  const { config, read } = resolved({ a: 'file:none', b: '${GONE}' }, false);
  expect([config.secrets, read]).toEqual([{}, []]);
});
