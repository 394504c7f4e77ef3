import { expect, test } from 'vitest';
import { redact, redactLine, withoutLogin } from './redact.js';

test.each<[text: string, shown: string, line: string]>([
  // Addresses.
  ['/rex?token=abc&k=a&password=x#f', '/rex?token=[secret]&k=a&password=[secret]#f', '/rex?token=***'],
  [
    '/rex?%74oken=abc&pass%77ord=x&tokens=1',
    '/rex?%74oken=[secret]&pass%77ord=[secret]&tokens=1',
    '/rex?%74oken=***&pass%77ord=***&tokens=***',
  ],
  ['/a?private_token=x&apiKey=y', '/a?private_token=[secret]&apiKey=[secret]', '/a?private_token=***'],
  ['/rex?url=http://u:p@h/a', '/rex?url=http://[secret]@h/a', '/rex?url=http://u:***@h/a'],
  [
    '/rex?url=http%3A%2F%2Fu%3Ap%40h%2Fa%40b',
    '/rex?url=http%3A%2F%2F[secret]%40h%2Fa%40b',
    '/rex?url=http%3A%2F%2Fu%3Ap%40h%2Fa%40b',
  ],
  ['/rex?url=http://u:p@q@h/a@b', '/rex?url=http://[secret]@h/a@b', '/rex?url=http://u:***@h/a@b'],
  [
    'see https://u:p@h/a (or http://h/a@b)',
    'see https://[secret]@h/a (or http://h/a@b)',
    'see https://u:***@h/a (or http://h/a@b)',
  ],
  ['ssh://git@host/a', 'ssh://[secret]@host/a', 'ssh://git@host/a'],
  // Files.
  ['+db.password=geheim', '+db.password=geheim', '+db.password=***'],
  ['-  "apiKey": "abc",', '-  "apiKey": "abc",', '-  "apiKey": "***",'],
  [' SECRET_TOKEN: abc # of the service', ' SECRET_TOKEN: abc # of the service', ' SECRET_TOKEN: *** # of the service'],
  ['+<password>geheim</password>', '+<password>geheim</password>', '+<password>***</password>'],
  ['+url=jdbc:mysql://me:geheim@db/x', '+url=jdbc:mysql://[secret]@db/x', '+url=jdbc:mysql://me:***@db/x'],
  [`+${'QUJD'.repeat(16)}`, `+${'QUJD'.repeat(16)}`, '+***'],
])('%j is shown as %j, and as a line of a file as %j', (text, shown, line) => {
  expect(redact(text)).toBe(shown);
  expect(redactLine(text)).toBe(line);
});

test.each(['+port=8080', ' # passwords are elsewhere', '@@ -1,2 +1,2 @@', '-tokenizer on', '/a?k=tokens&page=2'])(
  '%j stays',
  (text) => {
    expect(redact(text)).toBe(text);
    expect(redactLine(text)).toBe(text);
  },
);

test('all text of a value is redacted, and nothing else of it', () => {
  expect(redact({ a: ['http://u@h', 1, null], b: true })).toEqual({ a: ['http://[secret]@h', 1, null], b: true });
  expect(redact('/a?page_token=2')).toBe('/a?page_token=2');
});

test.each(['?', '&?', '://', '%2f%2f', '://a@', 'a@'])('a text of many %j is gone through once', (text) => {
  expect(redact(text.repeat(100_000)).length).toBeGreaterThan(0);
});

test.each([
  'pass',
  'password',
  'passwd',
  'passphrase',
  'pwd',
  'secret',
  'token',
  'credential',
  'credentials',
  'api_key',
])('a value behind %s is secret', (name) => {
  expect(redact(`/a?${name}=x`)).toBe(`/a?${name}=[secret]`);
  expect(redactLine(`+${name}: x`)).toBe(`+${name}: ***`);
});

test.each([
  ['https://user:pass@word@a.example/x@y', 'https://a.example/x@y'],
  ['https://token@a.example?q=a@b', 'https://a.example?q=a@b'],
  ['https://a.example/{commit}@x', 'https://a.example/{commit}@x'],
  ['', ''],
])('an address to follow has no login: %j', (address, shown) => {
  expect(withoutLogin(address)).toBe(shown);
});
