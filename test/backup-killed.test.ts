import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { endProcess, startRedis } from '#provision';
import { beginProgram, runProgram, type ProgramEnd } from './support/backup.js';
import { startEstate, until, type Estate } from './support/estate.js';
import { restore as makeDatabase } from './support/installation.js';
import { root } from './support/root.js';
import { ship } from './support/update.js';

/*
 * Backups and restores that are killed, of a database that is many times what their memory may hold.
 */
const rows = 1000;
const rowBytes = 50_000;
const stops: (() => Promise<unknown>)[] = [];
/** A heap that does not hold the rows. */
const little = { NODE_OPTIONS: '--max-old-space-size=48' };
let estate: Estate;
let file: string;
let config: string;
let store: string;
beforeAll(async () => {
  estate = await startEstate({ apps: [{}] });
  expect((await estate.rex({ action: 'Enter:route:download', k: 'server', update: '1' })).at('code')).toBe('0');
  expect((await ship(estate, 'A')).at('code')).toBe('0');
  for (const child of [estate.gateway, ...estate.workers]) await endProcess(child.pid!, 20_000);
  await estate.sql.query(
    `INSERT INTO load_key_sorts (id, local_name, app_key_sort) SELECT seq, CONCAT('group', seq), REPEAT(MD5(seq), ?) FROM seq_1_to_${rows}`,
    [rowBytes / 32],
  );
  file = join(estate.dir, 'backup.tar');
  // The empty machine.
  const redis = await startRedis({ dir: join(estate.dir, 'redis-other'), appendOnly: true });
  stops.push(() => redis.stop());
  store = join(estate.dir, 'other');
  config = join(estate.dir, 'other.yml');
  const text = readFileSync(estate.config, 'utf8').replace('database: prod', 'database: other');
  writeFileSync(config, text.replaceAll(estate.data, store).replaceAll(estate.redis.url, redis.url), { mode: 0o600 });
}, 180_000);
afterAll(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
  await estate?.stop();
});

const ended = ({ status, stderr }: ProgramEnd): void => expect([status, stderr]).toEqual([0, '']);

test('a backup that is killed leaves no file but a part, which the next one names; one that is stopped leaves nothing', async () => {
  const part = `${file}.part`;
  const begun = () => Promise.resolve(existsSync(part));
  const killed = beginProgram('backup', estate.config, [file]);
  await until('the part', 20, begun);
  killed.child.kill('SIGKILL');
  expect((await killed.ended).signal).toBe('SIGKILL');
  expect([existsSync(file), existsSync(part)]).toEqual([false, true]);
  const next = await runProgram('backup', estate.config, [file]);
  expect([next.status, next.stderr]).toEqual([1, expect.stringContaining(`rm ${part}`)]);
  rmSync(part);
  const stopped = beginProgram('backup', estate.config, [file]);
  await until('the part', 20, begun);
  stopped.child.kill('SIGTERM');
  const { status, stderr } = await stopped.ended;
  expect([status, stderr]).toEqual([1, expect.stringContaining(`SIGTERM: ${part} is removed`)]);
  expect([existsSync(file), existsSync(part)]).toEqual([false, false]);
});

test('a large table is written and checked with little memory', async () => {
  ended(await runProgram('backup', estate.config, [file], little));
  ended(await runProgram('backup', estate.config, ['--check', file], little));
});

const count = async (table: string): Promise<number> =>
  await estate.rows(`SELECT COUNT(*) AS n FROM other.\`${table}\``).then(
    ([found]) => Number(found!.n),
    () => 0,
  );

test.each([
  ['has begun', () => count('rexflow_backups')],
  ['has a part of a table', () => count('load_key_sorts')],
  ['has its store', () => Promise.resolve(existsSync(join(store, 'bundles')) ? 1 : 0)],
])('a restore that is killed when it %s says so to all, and is done again', async (when, reached) => {
  await makeDatabase(estate, 'other', null);
  rmSync(store, { recursive: true, force: true });
  const killed = beginProgram('restore', config, [file], little);
  await until('the moment', 60, async () => (await reached()) > 0);
  killed.child.kill('SIGKILL');
  expect((await killed.ended).signal).toBe('SIGKILL');
  // Nothing starts on half of an installation: each says which command ends that. One mark tells all of them: all are tried once.
  const unfinished = new RegExp(`a restore of ${file} has begun here .*rexflow restore ${file} --replace`);
  const programs = when === 'has begun' ? ['gateway', 'worker'] : ['gateway'];
  for (const program of programs) {
    const started = spawnSync(process.execPath, [join(root, 'dist/programs', `${program}.js`)], {
      env: { ...process.env, REXFLOW_CONFIG: config },
      timeout: 30_000,
    });
    expect([started.status, String(started.stderr)]).toEqual([1, expect.stringMatching(unfinished)]);
  }
  if (when === 'has begun') {
    const again = await runProgram('restore', config, [file]);
    expect([again.status, again.stderr]).toEqual([1, expect.stringMatching(unfinished)]);
    const backup = await runProgram('backup', config, [join(estate.dir, 'half.tar')]);
    expect([backup.status, backup.stderr]).toEqual([1, expect.stringMatching(unfinished)]);
  }
  ended(await runProgram('restore', config, [file, '--replace'], little));
  expect(await count('load_key_sorts')).toBe(rows);
  for (const table of ['load_key_sorts', 'rexflow_steps', 'pre_deploy_manage', 'rexflow_users']) {
    const [sums] = await estate.rows(`CHECKSUM TABLE prod.\`${table}\``);
    const [others] = await estate.rows(`CHECKSUM TABLE other.\`${table}\``);
    expect([table, others!.Checksum]).toEqual([table, sums!.Checksum]);
  }
});
