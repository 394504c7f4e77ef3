import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { Secret } from '#shell';
import { notification, testNotificationType } from './testing/battery.js';
import { webhook } from './webhook.js';

const address = 'http://ci:geheim@127.0.0.1/hook?a=1';
testNotificationType('webhook', address);

const at = new Date('2026-01-31T12:00:00.900Z');
const message = (secret: string | null, url = address) =>
  webhook.message(notification(), { url: new Secret(url), secret: secret === null ? null : new Secret(secret) }, at);

test('the document says what the program is, why it was released and for whom', () => {
  expect(JSON.parse(message(null).body)).toMatchObject({
    ...{ version: '2.1.0', commit: '9f3c2ab', branch: 'main', build: 'https://ci.example/4711' },
    ...{ note: 'fixes the basket', on_behalf_of: 'zhang.min' },
    apps: [
      { app_key: 'web1', version: '2.1.0', commit: '9f3c2ab' },
      { app_key: 'web2', version: null, commit: null },
    ],
  });
});

test('the signature holds id, time and body, as Standard Webhooks has it', () => {
  const { headers, body } = message('key');
  expect(headers).toMatchObject({ 'webhook-id': 'd-1', 'webhook-timestamp': '1769860800' });
  const expected = createHmac('sha256', 'key').update(`d-1.1769860800.${body}`).digest('base64');
  expect(headers['webhook-signature']).toBe(`v1,${expected}`);
});

test('the example of the specification verifies', () => {
  // https://github.com/standard-webhooks/standard-webhooks: the key is the base64 behind whsec_.
  const { headers, body } = message('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw');
  const key = Buffer.from('MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'base64');
  const expected = createHmac('sha256', key).update(`d-1.1769860800.${body}`).digest('base64');
  expect(headers['webhook-signature']).toBe(`v1,${expected}`);
});

test('the header of the version before stands beside it, and a login of the address becomes a header', () => {
  const { url, headers, body } = message('key');
  expect(url.href).toBe('http://127.0.0.1/hook?a=1');
  expect(headers).toMatchObject({
    'X-Rexflow-Delivery': 'd-1',
    'X-Rexflow-Signature': `sha256=${createHmac('sha256', 'key').update(body).digest('hex')}`,
    Authorization: `Basic ${Buffer.from('ci:geheim').toString('base64')}`,
  });
  expect(message(null, 'http://127.0.0.1/').headers).not.toHaveProperty('Authorization');
});

test('a login that cannot be read is told as that', () => {
  expect(() => message(null, 'http://ci:100%@127.0.0.1/')).toThrow(URIError);
});
