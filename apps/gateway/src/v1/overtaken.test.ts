import { requireUndoable, requireUnfinished } from '#records';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestGateway, type TestGateway } from '../testGateway.fixture.js';
import { ask } from './asking.fixture.js';
import { both, endings } from './endings.fixture.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
  gateway.play = () => Promise.resolve(null);
});
afterAll(() => gateway?.end());

const apps = ['server1', 'server2'];
const { end, release } = endings(() => gateway);
const post = (path: string) => ask(gateway, 'POST', path);

test('a finish that waited looks again whether its apps are left, and an undo whether it is still to be done', async () => {
  const { records } = gateway;
  const standings = { records, views: records };
  const id = await release({ server1: 'new', server2: 'restored' });
  const left = (...keys: string[]) => requireUnfinished(id, keys, standings);
  await left('server2');
  const gone = { code: 'RETRY_NOTHING', message: expect.stringContaining('on server1: a retry') };
  await expect(left('server1', 'server2')).rejects.toMatchObject(gone);
  const retry = String((await post(`/v1/releases/${id}/retry`)).body.id);
  expect(await records.request(retry)).toMatchObject({ retryOf: id, finishes: false });
  // Who has the leases of its apps is not kept by an attempt that has not ended: that is at work elsewhere.
  await left('server2');
  await end(retry, both('new'));
  await expect(left('server2')).rejects.toMatchObject({ code: 'RETRY_NOTHING' });

  const other = await release({ server1: 'new', server2: 'restored' });
  const finish = String((await post(`/v1/releases/${other}/finish`)).body.id);
  expect(await records.request(finish)).toMatchObject({ retryOf: other, finishes: true });
  await end(finish, both('new'));
  const undo = (await records.request(String((await post(`/v1/releases/${other}/undo`)).body.id)))!;
  const undoable = () => requireUndoable(undo.request, apps, standings, { leased: true });
  await undoable();
  await end(undo.id, both('new'), '/data/elsewhere');
  await expect(undoable()).rejects.toMatchObject({ code: 'UNDO_NOTHING' });
});
