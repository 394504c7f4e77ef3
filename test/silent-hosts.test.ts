import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startEstate, until, type Estate } from './support/estate.js';
import { askJob, settledJob } from './support/job.js';
import { startSilence, type Silence } from './support/silence.js';
import { fillUpdateDirectory } from './support/update.js';

/** So many apps a worker works on at once, and more than the logins a process has under way at once. */
const places = 20;
let estate: Estate;
let silence: Silence;
let rude: Silence;

/** Addresses nobody else uses: those of estates lie elsewhere. */
const address = (index: number): string => `127.251.${process.pid % 250}.${index + 1}`;

/** Puts an app into the catalogue whose host is this address. */
async function insert(key: string, at: string, group: string): Promise<void> {
  const { row } = estate.hosts[0]!.app;
  const its = { ...row, app_key: key, server_name: key, local_name: group, network_ip: at };
  const names = Object.keys(its).map((name) => `\`${name}\``);
  await estate.sql.query(`INSERT INTO pre_server_detail (${names.join(', ')}) VALUES (?)`, [Object.values(its)]);
}

beforeAll(async () => {
  estate = await startEstate({
    apps: [{}],
    config: { worker: { shutdown: 5, apps: places } },
    lead: (sections) => {
      // Longer than any test: what waits for a silent host waits until the test lets it go.
      (sections.environments as { prod: { ssh: { connect_timeout: number } } }).prod.ssh.connect_timeout = 300;
      return Promise.resolve(sections);
    },
  });
  const { port } = estate.hosts[0]!.sshd;
  const silent = Array.from({ length: 60 }, (_, index) => address(index));
  silence = await startSilence(silent, port);
  for (const [index, at] of silent.entries()) await insert(`silent${index}`, at, 'silent');
  rude = await startSilence([address(60)], port);
  rude.hangUp();
  await insert('rude', address(60), 'server');
});
afterAll(async () => {
  await Promise.all([silence?.close(), rude?.close()]);
  await estate?.stop();
});

const post = async (values: Record<string, string>): Promise<unknown> =>
  (await estate.rex({ ...values, async: '1' })).at('job');

test('hosts that do not answer hold no place, and a cancel of those that have not begun is at once', async () => {
  const silent = await post({ action: 'check', k: 'silent' });
  await until('the first hosts being waited for', 30, () => Promise.resolve(silence.open() === places));
  const looked = await settledJob(estate, await post({ action: 'check', k: 'server1' }));
  expect(looked.at('outcome')).toBe('done');
  fillUpdateDirectory(estate, '2.0.0');
  const released = await settledJob(estate, await post({ action: 'release', k: 'server1' }));
  expect(released.at('outcome')).toBe('done');
  expect((await estate.served(estate.hosts[0]!))?.version).toBe('2.0.0');
  expect((await askJob(estate, silent)).at('state')).toBe('running');
  expect([silence.open(), silence.accepted()]).toEqual([places, places]);
  await askJob(estate, silent, { method: 'DELETE' });
  const ended = await settledJob(estate, silent);
  expect(ended.at('outcome')).toBe('cancelled');
  const votes = await estate.rows(
    "SELECT COUNT(*) AS all_of_them, SUM(step IS NULL) AS unbegun FROM rexflow_host_releases WHERE request_id = ? AND vote = 'failed' AND trouble LIKE '%CANCELLED%'",
    [silent],
  );
  expect(votes[0]).toMatchObject({ all_of_them: 60, unbegun: String(60 - places) });
  expect(silence.accepted()).toBe(places);
});

test('a host that was never reached is not asked again to give up what never came to it', async () => {
  fillUpdateDirectory(estate, '3.0.0');
  const configs = join(estate.data, 'updatedir/configuredir/server');
  cpSync(join(configs, 'server1'), join(configs, 'rude'), { recursive: true });
  const released = await settledJob(estate, await post({ action: 'release', k: 'server' }));
  expect(released.at('outcome')).toBe('failed');
  expect((await estate.served(estate.hosts[0]!))?.version).toBe('2.0.0');
  // The stage asks what is live there, prepare tries twice, each time four times where a server hangs up; discard never.
  expect(rude.accepted()).toBe(3 * 4);
});
