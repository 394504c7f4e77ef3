import { expect, test } from 'vitest';
import { storedApp } from './storedApp.js';

const http = { type: 'http', url: 'http://x/', headers: {}, body: null, pattern: null };

test.each([
  ['nothing', {}, []],
  ['no check', { health: null }, []],
  ['one check', { health: { ...http, status: null } }, [{ ...http, status: null }]],
  ['one check with a status', { health: { ...http, status: 204 } }, [{ ...http, status: [204] }]],
  ['a list, as today', { health: [{ ...http, status: [204] }] }, [{ ...http, status: [204] }]],
])('an app that was kept with %s is read as one of today', (_, kept, health) => {
  expect(storedApp(JSON.stringify({ appKey: 'a', ...kept }))).toEqual({ appKey: 'a', health });
});
