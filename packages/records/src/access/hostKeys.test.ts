import { afterAll, beforeAll, expect, test } from 'vitest';
import { readAudit } from '../events/audit.js';
import { openRecords, type OpenRecords } from '../records.fixture.js';
import { listHostKeys } from './hostKeys.js';

let opened: OpenRecords;
beforeAll(async () => {
  opened = await openRecords();
});
afterAll(() => opened.end());

const ed25519 = (key: string) => ({ type: 'ssh-ed25519', key });

test('what is approved is the key that was compared, also where the host shows another one of the type, too', async () => {
  const address = '10.9.0.1';
  const [seen, compared] = [ed25519('AAAAseen'), ed25519('AAAAcompared')];
  await opened.db.execute(
    `INSERT INTO rexflow_host_keys (address, port, key_type, public_key, first_seen)
     VALUES (?, 22, ?, ?, UTC_TIMESTAMP())`,
    [address, seen.type, seen.key],
  );
  const approve = (replace: boolean) =>
    opened.records.approveHostKey({
      ...{ address, port: 22, approved: compared, shown: [seen, compared], replace },
      audit: { user: 'admin', action: 'approve host key', job: null, details: {} },
    });
  const kept = async () =>
    (await listHostKeys(opened.db, [address])).map(({ key, approved }) => [key, approved?.by ?? null]);
  expect(await approve(false)).toEqual([seen]);
  expect(await kept()).toEqual([[seen.key, null]]);
  expect(await approve(true)).toEqual([seen]);
  expect(await kept()).toEqual([[compared.key, 'admin']]);
});

test('the approvals of one machine are found behind any number of others', async () => {
  const approve = (machine: string) =>
    opened.records.approveHostKey({
      ...{ address: machine, port: 22, approved: ed25519(machine), shown: [ed25519(machine)], replace: false },
      audit: { user: 'admin', action: 'approve host key', job: null, details: { machine: `${machine} 22` } },
    });
  for (const machine of ['10.9.1.1', '10.9.1.2', '10.9.1.3']) await approve(machine);
  const filter = { action: 'approve host key', machine: '10.9.1.1 22' };
  const found = await readAudit(opened.db, filter, { before: null, limit: 1 });
  expect(found.map(({ details }) => details.machine)).toEqual(['10.9.1.1 22']);
});
