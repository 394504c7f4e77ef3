import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { lockedKey, namelessCertificate, otherCertificate, testCertificate } from './testCertificates.fixture.js';
import { readTlsPair, requireGood } from './tlsPair.js';

const dir = mkdtempSync(join(tmpdir(), 'rexflow-tls-'));
afterAll(() => rmSync(dir, { recursive: true }));

const files = { cert: join(dir, 'cert.pem'), key: join(dir, 'key.pem') };
function pairOf(cert: string, key: string) {
  writeFileSync(files.cert, cert);
  writeFileSync(files.key, key);
  return readTlsPair(files);
}

test('a pair that belongs together is read with its names and its time', () => {
  const pair = pairOf(otherCertificate.cert, otherCertificate.key);
  expect(pair.names).toEqual(['rexflow.example.org', '*.apps.example.org', '127.0.0.1']);
  const covered = ['rexflow.example.org', 'a.apps.example.org', '127.0.0.1', 'example.org', '10.0.0.1'];
  expect(covered.map(pair.covers)).toEqual([true, true, true, false, false]);
  expect(() => requireGood(pair, new Date('2030-01-01'))).not.toThrow();
  for (const when of ['2026-11-29', '2036-11-28'])
    expect(() => requireGood(pair, new Date(when))).toThrow(/cert\.pem is good from 2026-11-30 to 2036-11-26, not now/);
  expect(pairOf(`${otherCertificate.cert}\n${testCertificate.cert}`, otherCertificate.key).names).toEqual(pair.names);
});

test.each([
  ['no certificate', 'words', otherCertificate.key, /^gateway\.tls\.cert: .*cert\.pem .*no certificate in PEM/],
  ['no key', otherCertificate.cert, 'words', /^gateway\.tls\.key: .*key\.pem .*no private key in PEM/],
  ['a key with a passphrase', otherCertificate.cert, lockedKey, /^gateway\.tls\.key: .*encrypted with a passphrase/],
  ['the key of another', otherCertificate.cert, testCertificate.key, /^gateway\.tls\.key: .*is not the key of/],
  [
    'a chain that breaks off',
    `${otherCertificate.cert}\n-----BEGIN CERTIFICATE-----\nx`,
    otherCertificate.key,
    /tls\.cert/,
  ],
  ['no name', namelessCertificate.cert, namelessCertificate.key, /^gateway\.tls\.cert: .*names no host/],
  ['too much', otherCertificate.cert.padEnd(2 ** 20 + 1), otherCertificate.key, /more than 1048576 bytes/],
])('%s is refused with the key of config.yml and the next command', (_, cert, key, why) => {
  expect(() => pairOf(cert, key)).toThrow(why);
  expect(() => pairOf(cert, key)).toThrow('rexflow setup --tls-cert FILE --tls-key FILE');
});

test('a file that is not there is named', () => {
  expect(() => readTlsPair({ ...files, cert: join(dir, 'none') })).toThrow(/gateway\.tls\.cert: .*none.*\(ENOENT\)/);
});
