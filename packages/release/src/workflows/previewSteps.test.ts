import { expect, test } from 'vitest';
import { previewSteps } from './previewSteps.js';
import { hostsOfEachTest } from '../testing/hosts.js';

const { host } = hostsOfEachTest();
const asked = { type: 'http', url: 'http://127.0.0.1/', headers: {}, body: null, status: null, pattern: null } as const;

test('a preview names the steps of a release in their order, and only those that apply', () => {
  const { app, context } = host();
  const steps = (confirm: number, health: boolean, little = false) =>
    previewSteps(health ? { ...app, health: [asked] } : app, {
      confirm,
      little,
      together: [app],
      settings: { ...context.settings, health: health ? 10 : 0 },
    }).map(({ phase, step }) => `${phase}/${step}`);
  expect(steps(0, false)).toEqual(['prepare/inspect', 'prepare/carry', 'prepare/seal', 'activate/activate']);
  expect(steps(0, false, true)).toEqual(['prepare/inspect', 'activate/activate']);
  expect(steps(60, true)).toEqual([
    'prepare/inspect',
    'prepare/carry',
    'prepare/seal',
    'activate/activate',
    'activate/probe',
    'activate/confirm',
  ]);
});
