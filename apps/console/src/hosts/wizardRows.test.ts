import { expect, test } from 'vitest';
import { fingerprintsIn, hostsOf, type HostsForm } from './wizardRows.js';

const form: HostsForm = { names: '', addresses: '', user: '', port: '', jump: '', labels: '', note: '' };

test('a form of ranges is as many hosts, each with its own labels', () => {
  const typed = { names: 'web-[1..2]', addresses: '10.0.1.[31..32]', user: 'deploy', labels: 'site=sh rack=a[5..6]' };
  expect(hostsOf({ ...form, ...typed, port: '2222' })).toEqual({
    hosts: [31, 32].map((last, index) => ({
      name: `web-${index + 1}`,
      settings: {
        address: `10.0.1.${last}`,
        login: { user: 'deploy', port: 2222 },
        labels: { site: 'sh', rack: `a${index + 5}` },
      },
    })),
  });
});

test('a host without a name has that of its address', () => {
  expect(hostsOf({ ...form, addresses: '10.0.1.7' })).toEqual({
    hosts: [{ name: '10.0.1.7', settings: { address: '10.0.1.7' } }],
  });
});

test.each([
  ['addHosts.noAddress', {}],
  ['addHosts.badRange', { addresses: '10.0.0.[1..3]', names: 'a[1..2]' }],
  ['addHosts.sameName', { addresses: '10.0.0.[1..3]', names: 'a' }],
  ['addHosts.badLabels', { addresses: '10.0.0.1', labels: 'sh' }],
  ['addHosts.badPort', { addresses: '10.0.0.1', port: '0' }],
] as const)('%s', (wrong, typed) => {
  expect(hostsOf({ ...form, ...typed })).toEqual({ wrong });
});

test('fingerprints are found in what ssh-keygen prints', () => {
  const one = `SHA256:${'a'.repeat(43)}`;
  expect(fingerprintsIn(`256 ${one} root@web-1 (ED25519)\n256 ${one} again\nSHA256:short`)).toEqual([one]);
});
