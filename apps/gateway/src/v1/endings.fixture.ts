import type { AppResult, Standing } from '#contract';
import type { TestGateway } from '../testGateway.fixture.js';
import { ask } from './asking.fixture.js';

export const both = (standing: Standing): Record<string, Standing> => ({ server1: standing, server2: standing });

/** What ends requests as a worker would store it. */
export function endings(of: () => TestGateway) {
  /** Lets a request end with its apps standing as given, as the worker would store it; gives its id. */
  async function end(id: string, standings: Readonly<Record<string, Standing>>, back?: string): Promise<string> {
    const gateway = of();
    const request = (await gateway.records.request(id))!;
    for (const record of request.apps) {
      const { appKey } = record.app;
      const standing = standings[appKey]!;
      const moved = {
        deloy_prodir_after: back ?? `/data/${appKey}/html_${request.stamp}`,
        end_time: '2026-01-31 12:00:00',
      };
      const before = (await gateway.records.pastReleases(appKey)).at(-1)?.programAfter ?? null;
      await gateway.records.openDeployRow(request, record);
      await gateway.records.storeHostResult(
        { requestId: id, appKey, phase: 'activate', lease: null },
        {
          vote: standing === 'new' ? 'done' : 'failed',
          standing,
          trouble: null,
          deploy:
            standing === 'new'
              ? { randomStr: record.randomStr, values: { ...moved, deloy_prodir_before: before } }
              : null,
        },
      );
    }
    const results = request.apps.map(({ app }): AppResult => ({
      appKey: app.appKey,
      outcome: standings[app.appKey] === 'new' ? 'done' : 'failed',
      standing: standings[app.appKey]!,
      ...{ step: null, trouble: null, facts: {} },
    }));
    const done = results.filter(({ outcome }) => outcome === 'done').length;
    const outcome = done === results.length ? 'done' : done > 0 ? 'partial' : 'failed';
    await gateway.settle(id, { outcome, apps: results });
    return id;
  }

  /** A release that ends so; gives its id. */
  async function release(standings: Readonly<Record<string, Standing>>): Promise<string> {
    const body = { apps: Object.keys(standings), source: { type: 'updateDirectory' } };
    return await end(String((await ask(of(), 'POST', '/v1/releases', { body })).body.id), standings);
  }
  return { end, release };
}
