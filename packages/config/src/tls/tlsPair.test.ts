import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { asCodedError, errorInside, statement } from '#contract';
import { errorInChinese, statementInChinese } from '#contract/chinese';
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

test.each([
  ['words', otherCertificate.key, '无法使用（不是 PEM 证书）'],
  [otherCertificate.cert, 'words', '无法使用（不是 PEM 私钥）'],
  [otherCertificate.cert, lockedKey, '无法使用（已用口令加密）'],
  [
    `${otherCertificate.cert}\n-----BEGIN CERTIFICATE-----\nx`,
    otherCertificate.key,
    '无法使用（第一份证书之后的内容不是证书）',
  ],
  [otherCertificate.cert.padEnd(2 ** 20 + 1), otherCertificate.key, '无法使用（大于 1048576 字节）'],
])('why a file cannot be used is said in Chinese, too', (cert, key, why) => {
  let thrown: unknown;
  try {
    pairOf(cert, key);
  } catch (error) {
    thrown = error;
  }
  const { code, details } = asCodedError(thrown);
  expect(errorInChinese(code, details)?.message).toContain(why);
  // Inside a finding, too, and on its way over the wire.
  const error = JSON.parse(JSON.stringify(errorInside(asCodedError(thrown)))) as ReturnType<typeof errorInside>;
  const finding = statement('certificate.unusable', { certificate: 'c', end: 'e', reason: error });
  expect(statementInChinese(finding)?.message).toContain(why);
});

test('a file that is not there is named', () => {
  expect(() => readTlsPair({ ...files, cert: join(dir, 'none') })).toThrow(/gateway\.tls\.cert: .*none.*\(ENOENT\)/);
});
