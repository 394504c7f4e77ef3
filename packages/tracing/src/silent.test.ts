import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { createTracing } from './tracing.js';

const loaded = (): boolean =>
  Object.keys(createRequire(import.meta.url).cache).some((path) => path.includes('@opentelemetry'));
const settings = { service: 'x', ratio: 1, onError: () => undefined };

test('the libraries are loaded only where somebody is told', async () => {
  const silent = await createTracing({ ...settings, endpoint: '' });
  await silent.close();
  expect(loaded()).toBe(false);
  const telling = await createTracing({ ...settings, endpoint: 'http://127.0.0.1:9/v1/traces' });
  await telling.close();
  expect(loaded()).toBe(true);
});
