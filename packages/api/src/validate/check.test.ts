import { expect, test } from 'vitest';
import { CodedError } from '#contract';
import { checkBody, checkQuery } from './check.js';
import type { Endpoint } from '../endpoints/endpoint.js';
import { endpoints } from '../endpoints/endpoints.js';

const endpoint = (id: string): Endpoint => endpoints.find((one) => one.id === id)!;
function refusal(work: () => unknown): unknown {
  try {
    work();
  } catch (thrown) {
    if (thrown instanceof CodedError) return [thrown.code, thrown.details.field ?? thrown.details.fields];
    throw thrown;
  }
  return null;
}

const body = (id: string, value: unknown): unknown =>
  refusal(() => {
    checkBody(endpoint(id), value);
  });
const query = (id: string, value: Record<string, unknown>): unknown => refusal(() => checkQuery(endpoint(id), value));

test.each([
  { apps: 'server', source: { type: 'updateDirectory' } },
  { apps: ['server1', 'server2'], source: { type: 'environment', name: 'uat' }, queue: 'latest' },
  { apps: 'all', source: { type: 'url', url: 'http://x/p.tgz', full: 2, set: 'base' }, batch: '25%', maxFailures: 0 },
  { apps: 'all', source: { type: 'updateDirectory' }, policy: 'undo', batch: 3, maxFailures: '10%', confirm: 30 },
])('a release is asked for: %j', (value) => {
  expect(body('createRelease', value)).toBeNull();
});

const source = { type: 'updateDirectory' };
test.each([
  [{ source }, 'PARAMETER_MISSING', ['apps']],
  [{ apps: 'server', source: {} }, 'PARAMETER_MISSING', ['source.type']],
  [{ apps: 'server', source: { type: 'ftp' } }, 'PARAMETER_INVALID', 'source.type'],
  [{ apps: 'server', source: { type: 'environment' } }, 'PARAMETER_MISSING', ['source.name']],
  [{ apps: 'server', source: { type: 'url', url: 'x', full: 3 } }, 'PARAMETER_INVALID', 'source.full'],
  [{ apps: 'server', source: { ...source, name: 'uat' } }, 'PARAMETER_UNKNOWN', ['source.name']],
  [{ apps: 'server', source, force: true }, 'PARAMETER_UNKNOWN', ['force']],
  [{ apps: [], source }, 'PARAMETER_INVALID', 'apps'],
  [{ apps: 'a b', source }, 'PARAMETER_INVALID', 'apps'],
  [{ apps: 7, source }, 'PARAMETER_INVALID', 'apps'],
  [{ apps: 'server', source, batch: 0 }, 'PARAMETER_INVALID', 'batch'],
  [{ apps: 'server', source, batch: '0%' }, 'PARAMETER_INVALID', 'batch'],
  [{ apps: 'server', source, maxFailures: '101%' }, 'PARAMETER_INVALID', 'maxFailures'],
  [{ apps: 'server', source, policy: 'hope' }, 'PARAMETER_INVALID', 'policy'],
])('the problem names the field: %j', (value, code, field) => {
  expect(body('createRelease', value)).toEqual([code, field]);
});

const empty = ['', '""', "''"];
test.each(empty)('a source or target that is %j is no release of something else', (value) => {
  const from = (more: object): unknown => body('createRelease', { apps: 'server', source: more });
  expect(from({ type: 'environment', name: value })).toEqual(['PARAMETER_INVALID', 'source.name']);
  expect(from({ type: 'url', url: value, full: 1 })).toEqual(['PARAMETER_INVALID', 'source.url']);
  expect(from({ type: 'url', url: 'http://x/p.tgz', full: 1, set: value })).toEqual([
    'PARAMETER_INVALID',
    'source.set',
  ]);
  expect(body('createRollback', { apps: 'server', to: value })).toEqual(['PARAMETER_INVALID', 'to']);
  expect(body('createRollback', { apps: 'server', to: '1700000000000000001' })).toBeNull();
});

test.each([
  [{ action: 'service', parameters: { k: 'server', a: 'restart' } }, null],
  [{ action: 'service', parameters: { k: 'server', a: 'dance' } }, ['PARAMETER_INVALID', 'parameters.a']],
  [{ action: 'service', parameters: { k: 'server' } }, ['PARAMETER_MISSING', ['parameters.a']]],
  [{ action: 'check' }, ['PARAMETER_MISSING', ['parameters']]],
  [{ action: 'check', parameters: { k: 'x', senv: 'y' } }, ['PARAMETER_UNKNOWN', ['parameters.senv']]],
  [{ action: 'release', parameters: { k: 'x' } }, ['PARAMETER_INVALID', 'action']],
  [{ action: 'list' }, null],
])('any other action: %j', (value, said) => {
  expect(body('createAction', value)).toEqual(said);
});

test('a body that is no object', () => {
  for (const value of [undefined, null, [], 'x'])
    expect(body('createRelease', value)).toEqual(['BODY_MALFORMED', undefined]);
});

test('a query is text and its numbers come as numbers', () => {
  expect(checkQuery(endpoint('listReleases'), { limit: '20', state: 'settled' })).toEqual({
    limit: 20,
    state: 'settled',
  });
  for (const since of ['2026-01-31T12:00:00.000Z', '2024-02-29T12:00:00Z', '2026-01-31T12:00:00.123456+14:00']) {
    expect(query('listReleases', { since })).toBeNull();
  }
});

test.each(['Infinity', '1e300', '-1', '1000000000000000', 'NaN', ''])('%j is no number of an event', (after) => {
  expect(query('followAll', { after })).toEqual(['PARAMETER_INVALID', 'after']);
  expect(query('followAll', { after: '999999999999999' })).toBeNull();
});

test.each([
  [{ limit: '0' }, ['PARAMETER_INVALID', 'limit']],
  [{ limit: 'many' }, ['PARAMETER_INVALID', 'limit']],
  [{ since: 'yesterday' }, ['PARAMETER_INVALID', 'since']],
  [{ since: '2026-01-31T12:00:00' }, ['PARAMETER_INVALID', 'since']],
  [{ since: '2026-01-31' }, ['PARAMETER_INVALID', 'since']],
  [{ since: '2026-02-30T12:00:00Z' }, ['PARAMETER_INVALID', 'since']],
  [{ since: '2026-01-31T24:00:00Z' }, ['PARAMETER_INVALID', 'since']],
  [{ since: '2026-01-31T12:00:00+0100' }, ['PARAMETER_INVALID', 'since']],
  [{ since: '0001-01-01T00:00:00Z' }, ['PARAMETER_INVALID', 'since']],
  [{ until: '9999-12-31T23:59:59-01:00' }, ['PARAMETER_INVALID', 'until']],
  [{ until: '+012026-01-31T12:00:00Z' }, ['PARAMETER_INVALID', 'until']],
  [{ outcome: 'good' }, ['PARAMETER_INVALID', 'outcome']],
  [{ state: ['queued', 'settled'] }, ['PARAMETER_INVALID', 'state']],
  [{ page: '2' }, ['PARAMETER_UNKNOWN', ['page']]],
])('a query that does not fit: %j', (value, said) => {
  expect(query('listReleases', value)).toEqual(said);
});
