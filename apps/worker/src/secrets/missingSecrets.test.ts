import { expect, test } from 'vitest';
import { CodedError } from '#contract';
import type { App } from '#release';
import { Secret } from '#shell';
import { plannedVariables, secretWarnings, variablesBefore } from '../plan/plannedVariables.js';
import { healthExports, lateValuesIn, type LateDeps } from './lateValues.js';
import { missingSecret, requireSecrets, secretsFound } from './missingSecrets.js';
import { createSecretStore } from './secretStore.js';

const secrets = createSecretStore({ here: new Secret('geheim-1') });
const app = {
  appKey: 'web1',
  group: 'web',
  host: 'h',
  programLink: '/srv/web',
  row: {},
  health: [{ type: 'command', command: 'true' }],
  variables: { A: { secret: 'here' }, B: { secret: 'gone' }, C: 'v{version} {release}' },
} as unknown as App;
const whole = { ...app, variables: { A: { secret: 'here' }, C: 'v{version} {release}' } } as App;

test('a secret that is named and not there is told by the release, the plan and the doctor, with its setting', () => {
  const missing = { name: 'gone', setting: 'variables.B' };
  expect(missingSecret(secrets, app)).toEqual({ facts: {}, trouble: { code: 'SECRET_UNKNOWN', details: missing } });
  expect(() => requireSecrets(secrets, [whole, app])).toThrow(CodedError);
  expect(secretWarnings(secrets, [app, app])).toEqual([{ id: 'secret.missing', details: missing }]);
  expect(secretsFound(secrets, app)).toMatchObject([{ name: 'app.secrets', state: 'failed' }]);
  expect(missingSecret(secrets, whole)).toBeNull();
  expect(secretsFound(secrets, whole)).toMatchObject([{ name: 'app.secrets', state: 'ok' }]);
  expect(secretsFound(secrets, { variables: { A: 'x' } })).toEqual([]);
});

const live = { requestId: 'r1', program: '/srv/web_20260101_000000', provenance: { version: '1.0' } };
const deps = (asked: string[] = []) =>
  ({
    config: { environment: 'prod' },
    secrets,
    records: {
      live: (keys: string[]) => (asked.push(...keys), Promise.resolve(new Map([['web1', live]]))),
      request: () => Promise.resolve({ apps: [{ app: { ...app, variables: { A: { secret: 'here' }, C: 'other' } } }] }),
    },
  }) as unknown as LateDeps &
    Parameters<typeof variablesBefore>[0] & { records: Parameters<typeof variablesBefore>[0] };

test('a release brings its own version, and what it puts back that of the one before; nobody is asked where no text names it', async () => {
  const asked: string[] = [];
  const phase = {
    request: { request: { kind: 'release' }, stamp: '20260202_000000' },
    record: { app: whole, provenance: { version: '2.0' } },
  } as unknown as Parameters<typeof lateValuesIn>[1];
  const found = await lateValuesIn(deps(asked), phase, {});
  expect(found).toMatchObject({
    late: { environment: 'prod', release: '20260202_000000', provenance: { version: '2.0' } },
    lateBack: { release: '20260101_000000', provenance: { version: '1.0' } },
  });
  expect(asked).toEqual(['web1']);
  expect(await healthExports(deps(), whole)).toContain("export C='v1.0 20260101_000000'");
  expect(await healthExports(deps(), app)).toBe('');
  const silent = { ...phase, record: { ...phase.record, app: { ...app, variables: { A: 'x' } } as unknown as App } };
  await lateValuesIn(deps(asked), silent, {});
  expect(asked).toEqual(['web1']);
});

test('a plan shows variables with what has changed since the live release, secrets by their mark', async () => {
  const before = await variablesBefore(deps().records, [app]);
  const { variables } = plannedVariables(app, before);
  expect(variables!.map(({ name, value, changed }) => [name, value, changed])).toEqual([
    ['A', '[secret]', false],
    ['B', '[secret]', true],
    ['C', 'v{version} {release}', true],
  ]);
  const again = plannedVariables(
    { ...app, variables: { ...app.variables, A: { secret: 'other' } } },
    before,
  ).variables!;
  expect(again.map(({ identity }, index) => identity === variables![index]!.identity)).toEqual([false, true, true]);
  expect(plannedVariables(app, new Map()).variables!.map(({ changed }) => changed)).toEqual([null, null, null]);
  expect(plannedVariables({ appKey: 'a' }, before)).toEqual({});
});
