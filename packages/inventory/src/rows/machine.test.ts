import { expect, test } from 'vitest';
import { machine } from './machine.js';

test.each([
  ['Web-1.Example.', 'web-1.example'],
  ['10.0.0.01', '10.0.0.1'],
  // As a resolver reads it: a leading zero begins an octal number.
  ['10.0.0.010', '10.0.0.8'],
  ['127.1', '127.0.0.1'],
  ['0:0::0001', '::1'],
  ['::FFFF:10.0.0.1', '10.0.0.1'],
  ['fe80::1%eth0', 'fe80::1%eth0'],
  ['10.0.0.1', '10.0.0.1'],
  ['web_1', 'web_1'],
  ['300.1.1.1', '300.1.1.1'],
])('%s is %s', (host, meant) => {
  expect(machine(host)).toBe(meant);
});

test('what is one machine by name stays one when it is asked again', () => {
  for (const host of ['Web-1.Example.', '10.0.0.010', '::FFFF:10.0.0.1']) {
    expect(machine(machine(host))).toBe(machine(host));
  }
});
