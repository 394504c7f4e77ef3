import { expect, test } from 'vitest';
import { reachOf } from './reach.js';
import type { SshConfig } from '../schema/types.js';

const ssh: SshConfig = {
  user: 'deploy',
  port: 22,
  privateKey: null,
  passphrase: null,
  password: null,
  agent: null,
  hostKeys: 'first-contact',
  knownHosts: null,
  connectTimeout: 1,
  keepalive: 1,
  hosts: [
    { match: '10.0.1.*', port: 2222, jump: 'gate' },
    { match: '10.0.1.7', address: 'web-7.example', user: 'root', agent: '/run/agent' },
  ],
};

test('the settings of the environment, and over them every entry that matches, later ones last', () => {
  const plain = { user: 'deploy', port: 22, address: '10.0.2.1', agent: null, jump: null };
  expect(reachOf(ssh, '10.0.2.1')).toMatchObject(plain);
  expect(reachOf(ssh, '10.0.1.8')).toMatchObject({ ...plain, address: '10.0.1.8', port: 2222, jump: 'gate' });
  expect(reachOf(ssh, '10.0.1.7')).toMatchObject({
    user: 'root',
    address: 'web-7.example',
    agent: '/run/agent',
    jump: 'gate',
  });
});
