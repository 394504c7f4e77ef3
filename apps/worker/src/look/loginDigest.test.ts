import { Secret } from '#shell';
import type { SshLogin } from '#ssh';
import { expect, test } from 'vitest';
import { loginDigest } from './loginDigest.js';

const login: SshLogin = {
  ...{ address: '10.0.0.1', port: 22, user: 'deploy', privateKey: new Secret('key'), passphrase: null },
  ...{
    password: new Secret('easily guessed'),
    agent: null,
    hostKeys: 'recorded',
    knownHosts: null,
    jump: null,
    label: 'web-1',
  },
};

test('what is logged in with, and by which way, is told apart; a password cannot be guessed by it', () => {
  const others: Partial<SshLogin>[] = [
    { address: '10.0.0.2' },
    { port: 2222 },
    { user: 'root' },
    { privateKey: new Secret('another') },
    { privateKey: null },
    { agent: '/run/agent' },
    { jump: login },
    { jump: { ...login, user: 'root' } },
  ];
  const all = [login, ...others.map((other) => ({ ...login, ...other }))].map(loginDigest);
  expect(new Set(all).size).toBe(all.length);
  expect(loginDigest({ ...login, password: new Secret('another'), label: 'other' })).toBe(loginDigest(login));
});
