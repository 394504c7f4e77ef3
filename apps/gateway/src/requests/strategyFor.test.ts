import { resolveConfig } from '#config';
import type { Request } from '#contract';
import { expect, test } from 'vitest';
import { app } from '../rex/envelope/settled.fixture.js';
import { strategyFor } from './strategyFor.js';

const targets = { all: true } as const;
const requests = {
  release: { kind: 'release', targets, source: { kind: 'updateDirectory' }, strategy: {} },
  plan: { kind: 'plan', targets, source: { kind: 'updateDirectory' }, strategy: {} },
  rollback: { kind: 'rollback', targets, to: { kind: 'previous' }, strategy: {} },
} as const satisfies Record<string, Request>;

const policyOf = (rollout: object, request: Request): string => {
  const prod = {
    mysql: { host: '127.0.0.1', database: 'x', user: 'x', password: 'x' },
    ssh: { password: 'x', host_keys: 'first-contact' },
  };
  const file = { environment: 'prod', environments: { prod }, redis: { url: 'redis://127.0.0.1:1' }, rollout };
  const config = resolveConfig({ file, env: {}, folder: '/rexflow', readSecret: () => '' });
  return strategyFor(config, request, [app(1)]).policy;
};

test.each([
  ['release', 'undo'],
  ['plan', 'undo'],
  ['rollback', 'continue'],
] as const)('%s: the policy is %s where nobody says one', (kind, policy) => {
  expect(policyOf({}, requests[kind])).toBe(policy);
  expect(policyOf({ policy: null, groups: { server: { batch: 1 } } }, requests[kind])).toBe(policy);
});

test.each(Object.keys(requests) as (keyof typeof requests)[])(
  '%s: its own policy counts, else that of its group, else that of config.yml',
  (kind) => {
    const { [kind]: request } = requests;
    const groups = { server: { policy: 'stop' } };
    expect(policyOf({ policy: 'stop' }, request)).toBe('stop');
    expect(policyOf({ policy: 'continue', groups }, request)).toBe('stop');
    const asked: Request = { ...request, strategy: { onFailure: kind === 'rollback' ? 'undo' : 'continue' } };
    expect(policyOf({ policy: 'stop', groups }, asked)).toBe(kind === 'rollback' ? 'undo' : 'continue');
  },
);
