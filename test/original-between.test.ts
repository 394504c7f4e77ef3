import { execFileSync } from 'node:child_process';
import { cpSync, readFileSync, realpathSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startEstate, until, type Estate, type Host } from './support/estate.js';
import { linkOf } from './support/scene.js';
import { liveOf } from './support/seen.js';
import { ship } from './support/update.js';

let estate: Estate;
let host: Host;
beforeAll(async () => {
  estate = await startEstate({ apps: [{}], config: { release: { start: 3, stop: 2, health: 2 } } });
  host = estate.hosts[0]!;
});
afterAll(async () => {
  await estate?.stop();
});

const links = () => [host.app.programLink, host.app.configLink];

/** Sets the live links as the original does, by itself, and starts the application anew. */
function linkedByTheOriginal(to: readonly string[]): void {
  links().forEach((link, at) => {
    unlinkSync(link);
    symlinkSync(to[at]!, link);
  });
  execFileSync(host.app.init, ['restart']);
}

/** The row that the original writes of what it did. */
async function recordedByTheOriginal(
  id: string,
  [before, after]: readonly [readonly (string | null)[], readonly string[]],
  rollback = 0,
): Promise<void> {
  await estate.sql.query(
    `INSERT INTO pre_deploy_manage (randomStr, deploy_key, deloy_prodir_before, deloy_configdir_before, deloy_prodir_after,
       deloy_configdir_after, start_time, end_time, processNumber, rollRecord, rollStatus, status)
     VALUES (?, 'server1', ?, ?, ?, ?, NOW(), NOW() + INTERVAL 1 SECOND, 1, ?, 0, 0)`,
    [`the-original-${id}`, ...before, ...after, rollback],
  );
}

/** A release as the original makes one: it records what it reads of the live links, and sets them by itself. */
async function releasedByTheOriginal(stamp: string): Promise<void> {
  const before = links().map(linkOf);
  const after = links().map((link) => `${link}_${stamp}`);
  links().forEach((link, at) => {
    cpSync(realpathSync(link), after[at]!, { recursive: true });
  });
  linkedByTheOriginal(after);
  await recordedByTheOriginal(stamp, [before, after]);
}

/** A rollback as the original makes one: to what stood before the newest finished row, whoever wrote that. */
async function rolledBackByTheOriginal(): Promise<void> {
  const [newest] = await estate.rows(
    `SELECT id, deloy_prodir_before AS program, deloy_configdir_before AS config FROM pre_deploy_manage
     WHERE deploy_key = 'server1' AND end_time IS NOT NULL ORDER BY end_time DESC, id DESC LIMIT 1`,
  );
  const to = [String(newest!.program), String(newest!.config)];
  const before = links().map(linkOf);
  linkedByTheOriginal(to);
  await recordedByTheOriginal(`rollback-${newest!.id}`, [before, to], 1);
}

test('a rollback of what the original released over our links goes back to what we had made live', async () => {
  expect((await ship(estate, '2.0.0')).at('code')).toBe('0');
  const ours = liveOf(host.app);
  expect(linkOf(host.app.programLink)).toContain('.rexflow');
  await releasedByTheOriginal('20990101_000000');
  expect(liveOf(host.app)).not.toEqual(ours);
  const answer = await estate.rex({ action: 'rollback', k: 'server1' });
  expect(answer.at('code'), JSON.stringify(answer.body)).toBe('0');
  expect(liveOf(host.app)).toEqual(ours);
  expect((await estate.served(host))?.version).toBe('2.0.0');
  expect((await estate.rex({ action: 'check', k: 'server1' })).at('code')).toBe('0');
});

test('a live link in a circle is told by check, beside all else that it tells', async () => {
  const link = host.app.programLink;
  const text = linkOf(link)!;
  unlinkSync(link);
  symlinkSync(link, link);
  const answer = await estate.rex({ action: 'check', k: 'server1' });
  unlinkSync(link);
  symlinkSync(text, link);
  expect(answer.at('code')).toBe('-1');
  const told = answer.at('data.data.0') as Record<string, unknown>;
  expect(told).toMatchObject({
    ps_num: '1',
    pro_init: '1',
    pro_dir: '0',
    config_dir: '1',
    error: 'LINK_LOST',
    class: 'switch',
  });
  expect((await estate.rex({ action: 'check', k: 'server1' })).at('code')).toBe('0');
});

test('what a service action starts is asked at its URL, as after a release', async () => {
  const file = join(realpathSync(host.app.configLink), 'app.properties');
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, `${text}\nfail=500\n`);
  const ill = await estate.rex({ action: 'service', k: 'server1', a: 'restart' });
  writeFileSync(file, text);
  expect([ill.at('code'), JSON.stringify(ill.body)]).toEqual(['-1', expect.stringContaining('HEALTH_FAILED')]);
  const well = await estate.rex({ action: 'service', k: 'server1', a: 'restart' });
  expect(well.at('code'), JSON.stringify(well.body)).toBe('0');
});

test('turn and turn about: each goes back to what the other released, and the other way round', async () => {
  const served = async () => (await estate.served(host))?.version;
  const before = await served();
  await releasedByTheOriginal('20990102_000000');
  const theirs = liveOf(host.app);
  expect((await ship(estate, '3.0.0')).at('code')).toBe('0');
  const ours = liveOf(host.app);
  expect([await served(), ours.program]).toEqual(['3.0.0', expect.not.stringContaining('20990102')]);

  const back = await estate.rex({ action: 'rollback', k: 'server1' });
  expect(back.at('code'), JSON.stringify(back.body)).toBe('0');
  expect([liveOf(host.app), await served()]).toEqual([theirs, before]);

  await rolledBackByTheOriginal();
  expect(liveOf(host.app)).toEqual(ours);
  // The original's start comes back before the application listens.
  await until('the application of 3.0.0', 20, async () => (await served()) === '3.0.0');
  expect((await estate.rex({ action: 'check', k: 'server1' })).at('code')).toBe('0');

  const again = await estate.rex({ action: 'rollback', k: 'server1' });
  expect(again.at('code'), JSON.stringify(again.body)).toBe('0');
  expect([liveOf(host.app), await served()]).toEqual([theirs, before]);

  await releasedByTheOriginal('20990103_000000');
  expect((await ship(estate, '4.0.0')).at('code')).toBe('0');
  expect(await served()).toBe('4.0.0');
});
