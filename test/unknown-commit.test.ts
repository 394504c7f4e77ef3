import { afterAll, beforeAll, expect, test } from 'vitest';
import { askJson } from './support/described.js';
import { startEstate, type Estate } from './support/estate.js';
import { settledJob } from './support/job.js';
import { startProxy, type Proxy } from './support/proxy.js';
import { fillUpdateDirectory } from './support/update.js';

/** The connection is lost after MySQL was told to keep a request and before it said that it did. */
let proxy: Proxy;
let estate: Estate;
beforeAll(async () => {
  estate = await startEstate({
    apps: [{}],
    lead: async (sections) => {
      const environments = sections.environments as Record<string, { mysql: { port: number } }>;
      const { mysql } = environments.prod!;
      proxy = await startProxy({ host: '127.0.0.1', port: mysql.port });
      return {
        ...sections,
        environments: { ...environments, prod: { ...environments.prod, mysql: { ...mysql, port: proxy.port } } },
      };
    },
  });
  fillUpdateDirectory(estate, '2.0.0');
});
afterAll(async () => {
  await estate?.stop();
  await proxy?.close();
});

const storing = /INSERT INTO rexflow_requests[^]*COMMIT$/;
const stored = async (): Promise<string[]> =>
  (await estate.rows("SELECT id FROM rexflow_requests WHERE action = 'release' ORDER BY accepted_at")).map((row) =>
    String(row.id),
  );

test('a request that was stored is answered as accepted, and runs once', async () => {
  let lost = false;
  proxy.loseAnswer(storing, () => (lost = true));
  const answer = await estate.rex({ action: 'release', k: 'server', async: '1' });
  expect(lost).toBe(true);
  expect(answer.status, JSON.stringify(answer.body)).toBe(202);
  const end = await settledJob(estate, answer.at('job'));
  expect(end.at('outcome')).toBe('done');
  expect(await stored()).toEqual([answer.at('job')]);
});

test.each(['rex', 'v1'] as const)(
  'while MySQL stays away %s says that it may run, and names it',
  async (by) => {
    const before = await stored();
    proxy.loseAnswer(storing, () => proxy.cut());
    const body = { apps: 'server', source: { type: 'updateDirectory' } };
    const answer =
      by === 'rex'
        ? await estate.rex({ action: 'release', k: 'server', async: '1' })
        : await askJson(estate, 'POST', '/v1/releases', body);
    proxy.mend();
    const [id] = (await stored()).filter((one) => !before.includes(one));
    expect(answer.status).toBe(503);
    const said = JSON.stringify(answer.body);
    expect(said).toContain(id);
    expect(said).toContain(by === 'rex' ? '任务可能已被接受' : 'may have been accepted');
    expect(answer.headers.get('retry-after')).toBeNull();
    // The sweep finds what nobody handed to the workers.
    expect((await settledJob(estate, id)).at('outcome')).toBe('done');
  },
  90_000,
);
