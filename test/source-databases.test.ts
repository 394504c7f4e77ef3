import type { Finding } from '#contract';
import { freePort } from '#provision';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { askJson } from './support/described.js';
import { startEstate, type Estate } from './support/estate.js';
import { settledJob } from './support/job.js';
import { startProxy, type Proxy } from './support/proxy.js';
import { expectRest, scenesOf, type Scene } from './support/scene.js';

/** Environments whose database cannot be asked, and one that is reached through a proxy. */
let estate: Estate;
let proxy: Proxy;
let before: Scene[];
interface Section {
  mysql: { port: number };
  sources: string[];
}
beforeAll(async () => {
  const closed = await freePort();
  estate = await startEstate({
    apps: [{}],
    uat: { version: '7.0.0' },
    config: { retry: { attempts: 3, backoff: 0.2 } },
    lead: async (sections) => {
      const { prod, uat, ...others } = sections.environments as Record<string, Section>;
      proxy = await startProxy({ host: '127.0.0.1', port: uat!.mysql.port });
      const like = (mysql: object) => ({ ...uat!, mysql: { ...uat!.mysql, ...mysql } });
      return {
        ...sections,
        environments: {
          ...others,
          prod: { ...prod!, sources: ['uat', 'gone', 'login', 'unknown', 'bare'] },
          uat: like({ port: proxy.port }),
          gone: like({ port: closed }),
          login: like({ password: 'wrong' }),
          unknown: like({ database: 'nowhere' }),
          bare: { ...like({}), tables: { apps: 'nothing' } },
        },
      };
    },
  });
});
afterAll(async () => {
  await estate?.stop();
  await proxy?.close();
});
beforeEach(async () => {
  before = await scenesOf(estate);
});

const cases = [
  ['gone', 'SOURCE_AWAY', /the database of gone \(MySQL 127\.0\.0\.1:\d+, uat\) is away: .*ECONNREFUSED/],
  ['login', 'SOURCE_REFUSED', /the database of login \(MySQL .*, uat\) refuses: Access denied/],
  ['unknown', 'SOURCE_REFUSED', /the database of unknown \(MySQL .*, nowhere\) refuses: Unknown database/],
  ['bare', 'SOURCE_REFUSED', /the database of bare \(MySQL .*, uat\) refuses: .*nothing' doesn't exist/],
] as const;

test.each(cases)('a release from %s fails and says whose database it is', async (senv, code, message) => {
  const answer = await estate.rex({ action: 'release', k: 'server', senv, async: '1' });
  const end = await settledJob(estate, answer.at('job'));
  expect(end.at('outcome')).toBe('failed');
  expect(end.at('trouble')).toMatchObject({ code, message: expect.stringMatching(message) as string });
  expect(Number(end.at('trouble.tried.times'))).toBe(code === 'SOURCE_AWAY' ? 3 : 1);
  expect(await scenesOf(estate)).toEqual(before);
  await expectRest(estate);
});

test.each(cases)('a plan and a download from %s do so, too', async (senv, code, message) => {
  for (const values of [
    { action: 'plan', k: 'server', senv },
    { action: 'Enter:route:download', k: 'server', senv },
  ]) {
    const answer = await estate.rex({ ...values, async: '1' });
    const end = await settledJob(estate, answer.at('job'));
    expect(end.at('outcome'), JSON.stringify(end.body)).toBe('failed');
    expect(end.at('trouble')).toMatchObject({ code, message: expect.stringMatching(message) as string });
  }
});

test('a source that is away and comes back does not fail the release', async () => {
  // The worker's connection to it is cut while it asks.
  proxy.loseAnswer(/SELECT|SET NAMES/);
  const answer = await estate.rex({ action: 'release', k: 'server', senv: 'uat' });
  expect(answer.at('code'), JSON.stringify(answer.body)).toBe('0');
});

test('doctor looks at each source', async () => {
  const told = (await askJson(estate, 'GET', '/v1/doctor')).at('findings') as Finding[];
  const found = Object.fromEntries(told.map((one) => [one.name, one]));
  expect(found['sources.uat']).toMatchObject({ state: 'ok' });
  for (const [senv, , message] of cases) {
    expect(found[`sources.${senv}`]).toMatchObject({
      state: 'failed',
      message: expect.stringMatching(message) as string,
      advice: expect.stringContaining(`environments.${senv}`) as string,
    });
  }
});
