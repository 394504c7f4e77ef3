import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { endProcess } from '#provision';
import { runProgram, type ProgramEnd } from './support/backup.js';
import { call, form, type Answer } from './support/client.js';
import { startEstate, until, type Estate } from './support/estate.js';
import { holdStart } from './support/gate.js';
import { restore as makeDatabase, startBeside } from './support/installation.js';
import { ship } from './support/update.js';

/*
 * An installation is backed up while it releases, goes on, and is lost; another, with a database, a Redis and a store of its own, takes all
 * of it back and goes on from there.
 */
let estate: Estate;
let file: string;
let passphraseFile: string;
let releaseA: string;
/** One of a rexflow with tables that this one does not know. */
let later: string;
const stops: (() => Promise<unknown>)[] = [];
beforeAll(async () => {
  estate = await startEstate({ apps: [{}, {}], config: { release: { start: 60 } } });
  file = join(estate.dir, 'backup.tar');
  passphraseFile = join(estate.dir, 'passphrase');
  writeFileSync(passphraseFile, 'correct horse battery\n');
  expect((await estate.rex({ action: 'Enter:route:download', k: 'server', update: '1' })).at('code')).toBe('0');
});
afterAll(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
  await estate?.stop();
});

const done = (answer: Answer): void => expect(answer.at('code'), JSON.stringify(answer.body)).toBe('0');
const ended = ({ status, stderr }: ProgramEnd): void => expect([status, stderr]).toEqual([0, '']);
const versions = async () => await Promise.all(estate.hosts.map(async (host) => (await estate.served(host))?.version));
const under = (session: { url: string; token: string }) => async (path: string) =>
  await call(`${session.url}${path}`, { headers: { authorization: `Bearer ${session.token}` } });
const newestRelease = async (): Promise<string> =>
  String(
    (
      await estate.rows("SELECT id FROM rexflow_requests WHERE action = 'release' ORDER BY accepted_at DESC LIMIT 1")
    )[0]!.id,
  );
type Findings = { findings: { name: string; state: string; message: string }[] };

test('a backup is made while a release runs, and says what it holds', async () => {
  const before = (await under(estate)('/v1/doctor')).body as Findings;
  expect(before.findings.find(({ name }) => name === 'backup')).toMatchObject({ state: 'ok' });
  done(await ship(estate, 'A'));
  releaseA = await newestRelease();
  const gate = holdStart(estate.hosts[0]!);
  const running = ship(estate, 'B');
  await until('the release being in activation', 20, async () => {
    const rows = await estate.rows("SELECT 1 FROM rexflow_requests WHERE state = 'running' AND phase = 'activate'");
    return rows.length === 1;
  });
  const made = await runProgram('backup', estate.config, [file, '--passphrase-file', passphraseFile]);
  await gate.open();
  ended(made);
  done(await running);
  expect(made.stdout).toMatch(/backup\.tar: .* KiB, of 2.*Z\ndatabase: \d+ tables, \d+ rows\nstore \(all\): 2 bundles/);
  expect(made.stdout).toContain(`encrypted with the passphrase: ${estate.config}, ${estate.clientKey}`);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readdirSync(estate.dir).filter((name) => name.includes('.part'))).toEqual([]);
  // Neither the key nor a password of config.yml can be read in it.
  const bytes = readFileSync(file);
  expect(bytes.includes(estate.mariadb.password)).toBe(false);
  expect(bytes.includes(readFileSync(estate.clientKey).subarray(40, 80))).toBe(false);
  const checked = await runProgram('backup', estate.config, ['--check', file, '--passphrase-file', passphraseFile]);
  ended(checked);
  expect(checked.stdout).toContain(`${file} is whole`);

  const after = (await under(estate)('/v1/doctor')).body as Findings;
  expect(after.findings.find(({ name }) => name === 'backup')?.message).toMatch(/the last backup was made .* ago/);
  const figures = await (await fetch(`${estate.url}/metrics`)).text();
  expect(figures).toMatch(/^rexflow_backup_last_success_timestamp_seconds 1\d{9}/m);
  const { items } = (await under(estate)('/v1/audit?action=backup')).body as { items: object[] };
  expect(items[0]).toMatchObject({ user: 'rexflow', details: { file, store: 'all' } });
});

test('one without a passphrase leaves out what is secret, and names it; in Chinese', async () => {
  const open = join(estate.dir, 'open.tar');
  const words = [open, '--store', 'manifests'];
  const made = await runProgram('backup', estate.config, words, { REXFLOW_LANGUAGE: 'zh' });
  ended(made);
  expect(made.stdout).toMatch(/^数据库：\d+ 个表，\d+ 行\n存储（manifests）：2 个发布包/m);
  expect(made.stdout).toContain(`未给出口令（--passphrase-file F），因此未包含：${estate.config}、${estate.clientKey}`);
  expect(readFileSync(open).includes(estate.mariadb.password)).toBe(false);
  expect(statSync(open).size).toBeLessThan(statSync(file).size);
});

test('in a directory so many are kept', async () => {
  const dir = join(estate.dir, 'backups');
  mkdirSync(dir);
  writeFileSync(join(dir, 'rexflow-prod-20200101-000000Z.tar'), 'old');
  writeFileSync(join(dir, 'rexflow-uat-20200101-000000Z.tar'), 'of another');
  // With a table from later on, as a newer rexflow would leave it.
  await estate.sql.query("INSERT INTO rexflow_schema (name, timestamp) VALUES ('9999-later', '2030')");
  const made = await runProgram('backup', estate.config, [dir, '--keep', '1', '--store', 'none']);
  await estate.sql.query("DELETE FROM rexflow_schema WHERE name = '9999-later'");
  ended(made);
  expect(made.stdout).toContain('removed, as 1 are kept: rexflow-prod-20200101-000000Z.tar');
  expect(readdirSync(dir).sort()).toEqual([
    expect.stringMatching(/^rexflow-prod-2.*Z\.tar$/),
    'rexflow-uat-20200101-000000Z.tar',
  ]);
  later = join(dir, readdirSync(dir).sort()[0]!);
});

test('a restore over what lives, or is there, is refused', async () => {
  const words = [file, '--passphrase-file', passphraseFile];
  const living = await runProgram('restore', estate.config, [...words, '--replace']);
  expect([living.status, living.stderr]).toEqual([1, expect.stringContaining(`a gateway answers at ${estate.url}`)]);
  done(await ship(estate, 'C'));
  await endProcess(estate.gateway.pid!, 20_000);
  const working = await runProgram('restore', estate.config, [...words, '--replace']);
  expect([working.status, working.stderr]).toEqual([
    1,
    expect.stringContaining('workers of this installation are running'),
  ]);
  for (const child of estate.workers) await endProcess(child.pid!, 20_000);
  const there = await runProgram('restore', estate.config, words);
  expect(there.status).toBe(1);
  expect(there.stderr).toContain('the database prod holds rows');
  expect(there.stderr).toContain(`rexflow restore ${file} --replace`);
});

test('one that is damaged, or locked, changes nothing', async () => {
  await makeDatabase(estate, 'empty', null);
  const config = join(estate.dir, 'empty.yml');
  const text = readFileSync(estate.config, 'utf8').replace('database: prod', 'database: empty');
  writeFileSync(config, text.replaceAll(estate.data, join(estate.dir, 'empty')), { mode: 0o600 });
  const untouched = async (): Promise<void> => {
    expect(await estate.rows("SELECT 1 FROM information_schema.TABLES WHERE TABLE_SCHEMA = 'empty'")).toEqual([]);
    expect(existsSync(join(estate.dir, 'empty'))).toBe(false);
  };
  const refused = async (what: RegExp, words: string[]): Promise<void> => {
    const { status, stderr } = await runProgram('restore', config, words);
    expect([status, stderr]).toEqual([1, expect.stringMatching(what)]);
    expect(stderr).toContain('nothing was written');
    await untouched();
  };
  const whole = readFileSync(file);
  const damaged = join(estate.dir, 'damaged.tar');
  // A bit in the body of an entry, which stands a block behind its name.
  for (const name of ['rexflow_requests/000001', 'manifest.json', 'SHA256SUMS', 'summary.json', 'secrets.json.enc']) {
    const bytes = Buffer.from(whole);
    const body = whole.indexOf(`${name.includes('/') ? 'database/' : ''}${name}`) + 512;
    bytes[body] = bytes[body]! ^ 1;
    writeFileSync(damaged, bytes);
    await refused(/is not a whole backup|passphrase does not open/, [damaged, '--passphrase-file', passphraseFile]);
  }
  writeFileSync(damaged, whole.subarray(0, whole.length - 200_000));
  await refused(/is not a whole backup/, [damaged, '--passphrase-file', passphraseFile]);
  writeFileSync(damaged, 'something else entirely');
  await refused(/is not a whole backup/, [damaged]);
  await refused(/holds secrets that a passphrase encrypts.*--passphrase-file/, [file]);
  const wrong = join(estate.dir, 'wrong');
  writeFileSync(wrong, 'not the passphrase');
  await refused(/the passphrase does not open the secrets of/, [file, '--passphrase-file', wrong]);
});

test('what this rexflow cannot take is refused by name: a newer backup, and servers of another environment', async () => {
  const newer = join(estate.dir, 'newer.tar');
  const bytes = readFileSync(file);
  const at = bytes.indexOf('"version": 1,\n "rexflow"');
  expect(at).toBeGreaterThan(0);
  bytes.write('9', at + '"version": '.length);
  writeFileSync(newer, bytes);
  const refused = await runProgram('restore', join(estate.dir, 'empty.yml'), [newer]);
  expect([refused.status, refused.stderr]).toEqual([1, expect.stringMatching(/newer.tar.*format 9/)]);

  const unknown = await runProgram('restore', join(estate.dir, 'empty.yml'), [later], { REXFLOW_LANGUAGE: 'zh' });
  expect([unknown.status, unknown.stderr]).toEqual([
    1,
    expect.stringMatching(/\.tar 由 rexflow .* 制作，比本程序新（9999-later）；未写入任何内容。/),
  ]);

  const dir = join(estate.dir, 'elsewhere');
  mkdirSync(dir);
  const there = 'environment: uat\n';
  writeFileSync(join(dir, 'config.yml'), there);
  const words = [file, '--config-dir', dir, '--keep-servers', '--replace', '--passphrase-file', passphraseFile];
  const other = await runProgram('restore', estate.config, words);
  expect([other.status, other.stderr]).toEqual([
    1,
    expect.stringMatching(/elsewhere\/config.yml is of environment uat, the backup of prod.*nothing was written/),
  ]);
  expect([readdirSync(dir), readFileSync(join(dir, 'config.yml'), 'utf8')]).toEqual([['config.yml'], there]);
});

test('of a backup with the lists of files alone these are taken back, and nothing else of the store; in Chinese', async () => {
  const open = join(estate.dir, 'open.tar');
  const restored = await runProgram('restore', join(estate.dir, 'empty.yml'), [open], { REXFLOW_LANGUAGE: 'zh' });
  ended(restored);
  expect(restored.stdout).toMatch(/^已从 .*open\.tar（2.*）恢复：本套为 /);
  const store = join(estate.dir, 'empty/bundles');
  const bundles = readdirSync(store).filter((name) => !name.startsWith('.'));
  expect(bundles).toHaveLength(2);
  for (const bundle of bundles)
    expect(readdirSync(join(store, bundle)).sort()).toEqual(['.lists-only', 'manifest.json']);
});

test('on an empty machine all of it is taken back: it releases, and goes back to what was before and after the backup', async () => {
  expect(await versions()).toEqual(['C', 'C']);
  await makeDatabase(estate, 'second', null);
  let restored: ProgramEnd | undefined;
  const second = await startBeside(
    estate,
    {
      database: 'second',
      password: estate.password,
      before: async (config) => {
        chmodSync(config, 0o600);
        restored = await runProgram('restore', config, [file, '--passphrase-file', passphraseFile]);
        ended(restored);
      },
    },
    stops,
  );
  expect(restored?.stdout).toMatch(/^restored from .*backup\.tar, of 2.*: this is prod on /);
  expect(restored?.stdout).toContain('1 requests were under way when the backup was made and are settled as failed');
  const asked = under(second);
  const report = (await asked('/v1/doctor')).body as Findings & { state: string };
  expect(report.findings.filter(({ state }) => state !== 'ok').map(({ name }) => name)).toEqual([]);
  const states = await estate.rows('SELECT state, COUNT(*) AS n FROM second.rexflow_requests GROUP BY state');
  expect(states.map(({ state }) => String(state))).toEqual(['settled']);

  const there: Estate = { ...estate, data: second.data, rex: second.rex };
  done(await second.rex({ action: 'Enter:route:download', k: 'server', update: '1' }));
  const answer = await ship(there, 'D');
  done(answer);
  expect(await versions()).toEqual(['D', 'D']);
  // Of what came after the backup the database knows nothing: hosts do.
  done(await second.rex({ action: 'rollback', k: 'server' }));
  expect(await versions()).toEqual(['C', 'C']);
  done(await second.rex({ action: 'rollback', k: 'server', to: releaseA }));
  expect(await versions()).toEqual(['A', 'A']);
  done(await ship(there, 'E'));
  expect(await versions()).toEqual(['E', 'E']);
  // The identity came with it, and the old installation is the same one to its hosts.
  const read = (dir: string): string => readFileSync(join(dir, 'bundles/.installation'), 'utf8');
  expect(read(second.data)).toBe(read(estate.data));
  const login = await call(`${second.url}/login`, {
    method: 'POST',
    body: form({ username: 'admin', password: estate.password }),
  });
  expect(login.status).toBe(200);
});
