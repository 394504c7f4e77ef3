import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Estate } from './support/estate.js';
import { startWithUnusableRow } from './support/unusableRow.js';

let estate: Estate;
const leftOut = 'left out: odd1 lacks pro_key in the catalogue';

beforeAll(async () => {
  estate = await startWithUnusableRow({ apps: [{}, {}], uat: { version: '7.0.0' } });
  await estate.sql.execute("UPDATE pre_server_detail SET auto_deloy = '1' WHERE app_key = 'odd1'");
});
afterAll(() => estate?.stop());

test('a row that cannot be used does not keep all others from being planned and released, and is named in each answer', async () => {
  const planned = await estate.rex({ action: 'release', k: 'all', senv: 'uat', plan: '1' });
  expect(planned.at('data.warnings')).toEqual({ '0': leftOut });
  const released = await estate.rex({
    action: 'release',
    k: 'all',
    senv: 'uat',
    plan: planned.at('data.hash') as string,
  });
  expect([released.at('code'), released.at('data.warnings')]).toEqual(['0', { '0': leftOut }]);
  const versions = await Promise.all(estate.hosts.map(async (host) => (await estate.served(host))?.version));
  expect(versions).toEqual(['7.0.0', '7.0.0']);
  const checked = await estate.rex({ action: 'check', k: 'all' });
  expect([checked.at('code'), checked.at('data.warnings')]).toEqual(['0', { '0': leftOut }]);
  const named = await estate.rex({ action: 'release', k: 'odd', senv: 'uat' });
  expect(named.at('error.code')).toBe('APP_INCOMPLETE');
});
