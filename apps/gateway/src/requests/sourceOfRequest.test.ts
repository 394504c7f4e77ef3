import { expect, test } from 'vitest';
import type { PlanFindings } from '#contract';
import type { SourceSettings } from '#fleet';
import type { GatewayDeps } from '../state/dependencies.js';
import { sourceOfRequest, type UnnamedSource } from './sourceOfRequest.js';

const repository = 'https://git.example/shop.git';
const commit = 'a'.repeat(40);

/** The source of a request for the apps of these groups. */
function asked(
  sources: Readonly<Record<string, SourceSettings>>,
  request: Partial<UnnamedSource> & { groups?: readonly string[]; git?: PlanFindings['git'] } = {},
) {
  const { groups = ['shop'], git, ...rest } = request;
  const deps = {
    config: { environment: 'prod' },
    inventory: {
      resolve: () => Promise.resolve(groups.map((group) => ({ group }))),
      described: () => Promise.resolve({ sources: new Map(Object.entries(sources)) }),
    },
    records: { planNamed: () => Promise.resolve(git ? { git } : null) },
  } as unknown as GatewayDeps;
  return sourceOfRequest({ targets: { all: true }, ...rest }, deps);
}

const git = { type: 'git', repository } as const;

test('several groups of one source have that, and of several are refused by name', async () => {
  const same = { type: 'environment', name: 'uat' } as const;
  expect(await asked({ shop: same, web: same }, { groups: ['shop', 'web'] })).toEqual({
    kind: 'environment',
    name: 'uat',
  });
  await expect(asked({}, { groups: ['shop', 'web'] })).rejects.toMatchObject({
    code: 'PARAMETER_MISSING',
    details: { fields: ['source'] },
  });
  await expect(asked({ shop: same }, { groups: ['shop', 'web'] })).rejects.toMatchObject({
    code: 'SOURCES_DIFFER',
    details: { groups: ['shop', 'web'] },
  });
});

test('the commit of a plan counts, of the same repository and ref alone', async () => {
  const plan = 'f'.repeat(64);
  const planned = { repository, ref: 'main', commit };
  expect(await asked({ shop: git }, { plan, git: planned })).toMatchObject({ ref: 'main', commit });
  expect(await asked({ shop: git }, { plan, git: planned, ref: 'main' })).toMatchObject({ ref: 'main', commit });
  expect(await asked({ shop: git }, { plan, git: planned, ref: 'v2' })).not.toHaveProperty('commit');
  expect(
    await asked({ shop: git }, { plan, git: { ...planned, repository: 'https://git.example/other.git' } }),
  ).toEqual({
    ...{ kind: 'git', repository, apply: 'replace' },
  });
  expect(await asked({ shop: git }, { git: planned })).not.toHaveProperty('commit');
});
