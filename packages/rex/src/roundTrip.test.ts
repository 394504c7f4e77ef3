import fc from 'fast-check';
import { expect, test } from 'vitest';
import { misfit, openApi } from '#api';
import {
  applyModes,
  busyPolicies,
  downloadTrees,
  driftPolicies,
  failurePolicies,
  requestKinds,
  serviceOperations,
  type Request,
  logMatches,
} from '#contract';
import type { Schema } from '#contract/schema';
import { actions } from './actions/registry.js';
import { decode, encode } from './index.js';
import { parseRequest } from './parseParameters.js';

const name = fc.stringMatching(/^[a-z][a-z0-9._-]{0,12}$/).filter((text) => text !== 'all');
const sha256 = fc.stringMatching(/^[0-9a-f]{64}$/);
const stamp = fc.stringMatching(/^[0-9]{8}_[0-9]{6}$/);
const targets = fc.oneof(
  fc.constant({ all: true as const }),
  fc.record({ names: fc.array(name, { minLength: 1, maxLength: 4 }) }),
);

const apply = fc.constantFrom(...applyModes);
const onDrift = fc.constantFrom(...driftPolicies);
const whenBusy = fc.constantFrom(...busyPolicies);
const share = fc.integer({ min: 1, max: 100 }).map((percent): `${number}%` => `${percent}%`);
const hosts = fc.oneof(fc.integer({ min: 1, max: 500 }), share);
const optional = { requiredKeys: [] };
const strategy = fc.record(
  {
    onFailure: fc.constantFrom(...failurePolicies),
    maxFailures: hosts,
    batch: hosts,
    confirmSeconds: fc.integer({ min: 0, max: 9999 }),
  },
  optional,
);

const url = name.map((path) => `http://10.0.0.3/${path}`);
const kind = <const K extends string>(value: K) => fc.constant(value);
const source = fc.oneof(
  fc.record({ kind: kind('updateDirectory') }),
  fc.record({ kind: kind('environment'), name, release: stamp }, { requiredKeys: ['kind', 'name'] }),
  fc.record({ kind: kind('url'), url, base: name, apply }, { requiredKeys: ['kind', 'url', 'apply'] }),
  fc.record({ kind: kind('upload'), bundle: sha256, apply }),
);

const to = fc.oneof(
  fc.record({ kind: fc.constantFrom('previous' as const, 'marked' as const) }),
  fc.record({ kind: kind('release'), id: name }),
  fc.record({ kind: kind('before'), release: name }),
);

const provenance = fc
  .record(
    {
      version: fc.constantFrom('2.1.0', 'v2 "final"', '発売'),
      commit: fc.stringMatching(/^[0-9a-f]{7,64}$/),
      branch: fc.constantFrom('main', 'feature/basket'),
      build: fc.constantFrom('https://ci.example/jobs/4711', '4711'),
    },
    optional,
  )
  .filter((known) => Object.keys(known).length > 0);
const remarks = { note: fc.constantFrom('why', 'two\nlines'), onBehalfOf: name };
const bounds = { within: fc.integer({ min: 1, max: 3600 }), parallel: fc.integer({ min: 1, max: 1000 }) };
const merge = fc.record({ into: fc.constantFrom('staging' as const, 'updateDirectory' as const), apply });

const requests: Record<Request['kind'], fc.Arbitrary<unknown>> = {
  release: fc.record(
    { kind: kind('release'), targets, whenBusy, onDrift, source, strategy, plan: sha256, provenance, ...remarks },
    { requiredKeys: ['kind', 'targets', 'source', 'strategy'] },
  ),
  removal: fc.record(
    { kind: kind('removal'), targets, at: fc.constant('10.0.0.9') },
    { requiredKeys: ['kind', 'targets'] },
  ),
  remove: fc.record({ kind: kind('remove'), targets, plan: sha256, whenBusy }),
  plan: fc.record(
    { kind: kind('plan'), targets, onDrift, runCommands: fc.constant(true), source, strategy, provenance, ...remarks },
    { requiredKeys: ['kind', 'targets', 'source', 'strategy'] },
  ),
  rollback: fc.record(
    { kind: kind('rollback'), targets, whenBusy, to, strategy, ...remarks },
    { requiredKeys: ['kind', 'targets', 'to', 'strategy'] },
  ),
  service: fc.record(
    {
      kind: kind('service'),
      targets,
      whenBusy,
      operation: fc.constantFrom(...serviceOperations),
    },
    { requiredKeys: ['kind', 'targets', 'operation'] },
  ),
  takeover: fc.record(
    { kind: kind('takeover'), targets, whenBusy, reason: fc.string() },
    { requiredKeys: ['kind', 'targets', 'reason'] },
  ),
  compareReleases: fc.record({ kind: kind('compareReleases'), targets, from: fc.string(), to: fc.string() }),
  check: fc.record({ kind: kind('check'), targets }),
  drift: fc.record({ kind: kind('drift'), targets }),
  doctor: fc.record({ kind: kind('doctor'), targets }),
  compare: fc.record({ kind: kind('compare'), targets }),
  hooks: fc.record({ kind: kind('hooks'), targets }),
  run: fc.record(
    { kind: kind('run'), targets, command: fc.string(), ...bounds },
    { requiredKeys: ['kind', 'targets', 'command'] },
  ),
  logFiles: fc.record({ kind: kind('logFiles'), targets }),
  readLog: fc.record({ kind: kind('readLog'), targets, file: name }, { requiredKeys: ['kind', 'targets'] }),
  searchLogs: fc.record(
    {
      ...{ kind: kind('searchLogs'), targets, pattern: fc.constantFrom('-e "x"', "it's\nthat"), file: name },
      ...{ match: fc.constantFrom(...logMatches), rows: fc.integer({ min: 1, max: 1000 }) },
      ...{ within: fc.integer({ min: 1, max: 300 }), rotated: fc.boolean() },
    },
    { requiredKeys: ['kind', 'targets', 'pattern', 'match'] },
  ),
  runOnHosts: fc.record(
    {
      kind: kind('runOnHosts'),
      hosts: fc.array(name, { minLength: 1, maxLength: 4 }),
      command: fc.string(),
      ...bounds,
    },
    { requiredKeys: ['kind', 'hosts', 'command'] },
  ),
  download: fc.record(
    {
      kind: kind('download'),
      targets,
      trees: fc.constantFrom(...downloadTrees),
      environment: name,
      mirror: fc.boolean(),
      fillUpdateDirectory: fc.boolean(),
    },
    { requiredKeys: ['kind', 'targets', 'trees', 'mirror', 'fillUpdateDirectory'] },
  ),
  fetch: fc.record(
    { kind: kind('fetch'), targets, url, base: name, directory: name, merge },
    { requiredKeys: ['kind', 'targets', 'url'] },
  ),
  stage: fc.record({
    kind: kind('stage'),
    targets,
    from: fc.constantFrom('downloads' as const, 'updateDirectory' as const),
  }),
  list: fc.record({ kind: kind('list') }),
  freeLeases: fc.record({ kind: kind('freeLeases'), all: fc.boolean() }),
};

test.each(Object.entries(requests))(
  '%s: what is written in the words of /rex is read as it was',
  (_kind, arbitrary) => {
    fc.assert(
      fc.property(arbitrary as fc.Arbitrary<Request>, (request) => {
        const { action, parameters } = encode(request);
        expect(decode(action, parameters)).toEqual(request);
      }),
      { numRuns: 100 },
    );
  },
);

/** One object for all of them: a schema is compiled once for each. */
const shown = (openApi() as { components: { schemas: { Request: Schema } } }).components.schemas.Request;
test.each(Object.entries(requests))('%s: fits the schema by which /v1 shows it', (_kind, arbitrary) => {
  fc.assert(
    fc.property(arbitrary, (request) => {
      expect(misfit(shown, request)).toBeNull();
    }),
    { numRuns: 50 },
  );
});

test.each(actions.map((action) => [action.name, action] as const))(
  '%s: its example, read and written, asks for the same',
  (name, { example }) => {
    const parsed = parseRequest({ action: name, ...example }, { bases: {} });
    const request = decode(parsed.action.name, parsed.parameters);
    const written = encode(request);
    const again = parseRequest({ ...written.parameters, action: written.action }, { bases: {} });
    expect(decode(again.action.name, again.parameters)).toEqual(request);
  },
);

test('what writes rows of pre_deploy_manage changes apps, and only a release or rollback does', () => {
  const kindsOf = (trait: 'changes' | 'recorded'): string[] =>
    Object.entries(requestKinds).flatMap(([kind, traits]) => (traits[trait] ? [kind] : []));
  expect(kindsOf('recorded')).toEqual(['release', 'rollback']);
  expect(kindsOf('changes')).toEqual(['release', 'rollback', 'service', 'takeover', 'remove']);
});

test.each([
  ['a, b  c', { names: ['a', 'b', 'c'] }],
  ['all', { all: true }],
  ['all a', { names: ['all', 'a'] }],
])('k %j names %j', (k, wanted) => {
  expect(decode('check', { k })).toEqual({ kind: 'check', targets: wanted });
});
