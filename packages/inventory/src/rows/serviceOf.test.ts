import { expect, test } from 'vitest';
import type { AppSettings } from '#fleet';
import { besideRow } from '../beside/besideRow.js';
import { serviceOf } from './serviceOf.js';

test('a project of docker compose is kept beside its row, and is begun by compose.yaml where nothing else is said', () => {
  const settings: AppSettings = { service: { type: 'compose', project: 'shop', services: ['web'] } };
  expect(besideRow(settings)).toEqual(settings);
  expect(serviceOf({ type: 'compose', project: 'shop' }, 'restart')).toEqual({
    service: { type: 'compose', project: 'shop', file: 'compose.yaml', services: [] },
    restarts: true,
  });
});
