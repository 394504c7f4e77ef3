import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AppWithHistory } from '#api';
import { localTime } from '#records';
import { startTestGateway, type TestGateway } from '../testGateway.fixture.js';
import { ask } from './asking.fixture.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway?.end());

test('a release of the original is shown with its times, as the clock of its installation told them', async () => {
  const [began, ended] = [new Date('2018-06-24T08:10:09Z'), new Date('2018-06-24T08:10:38Z')];
  await gateway.db.execute(
    `INSERT INTO pre_deploy_manage (deploy_key, randomStr, start_time, end_time, deloy_prodir_after, processNumber, status)
     VALUES ('server1', '1529856609597174600', ?, ?, '/data/www/html1_20180624_160902', 2, 0),
            ('server1', '1529856609597174601', NULL, '2018-06-25 00:00:00', '/data/www/html1_20180625_000000', 0, 0)`,
    [localTime(began), localTime(ended)],
  );
  const { history } = (await ask(gateway, 'GET', '/v1/apps/server1')).body as unknown as AppWithHistory;
  expect(history).toMatchObject([
    { release: null, startedAt: null, endedAt: new Date(2018, 5, 25).toISOString(), good: false },
    { release: null, startedAt: began.toISOString(), endedAt: ended.toISOString(), good: true, outcome: null },
  ]);
});
