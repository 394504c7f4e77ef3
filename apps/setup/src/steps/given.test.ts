import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startMariadb, startRedis } from '#provision';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { failureLines } from '../failure.js';
import type { SetupStep } from '../plan/action.js';
import { perform } from '../plan/perform.js';
import type { Choices } from '../plan/record.js';
import { SetupError } from '../plan/setupError.js';
import { requireVersion } from './database.js';
import { givenMysql, givenRedis } from './givenServers.js';
import { prefixPlaces, type Places } from './places.js';

let dir: string;
let places: Places;
const stops: (() => Promise<void>)[] = [];

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'rexflow-given-'));
  places = prefixPlaces(join(dir, 'here'));
  mkdirSync(places.secrets, { recursive: true });
});
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
  rmSync(dir, { recursive: true, force: true });
});

/** What a person reads when a step is done and fails; empty when it does not. */
async function complaint({ actions }: SetupStep): Promise<string> {
  try {
    for (const action of actions) await perform(action);
    return '';
  } catch (thrown) {
    return failureLines(thrown, 'rexflow setup').join('\n');
  }
}

test('a Redis without persistence, with eviction or away is named with what to do there', async () => {
  const redis = await startRedis({ dir: join(dir, 'redis'), appendOnly: false });
  stops.push(() => redis.stop());
  const forgets = await complaint(givenRedis(places, redis.url));
  expect(forgets).toContain('appendonly is off');
  expect(forgets).toContain('CONFIG SET appendonly yes');
  expect(forgets).toContain('Go on with: rexflow setup');
  await redis.stop();
  expect(await complaint(givenRedis(places, null))).toContain('Redis cannot be used');
});

test('a Redis that keeps what it is given is taken', async () => {
  const redis = await startRedis({ dir: join(dir, 'redis') });
  stops.push(() => redis.stop());
  expect(await complaint(givenRedis(places, redis.url))).toBe('');
});

test('a MySQL that lets nobody in is answered with the statements for its administrator, a full database with a choice', async () => {
  const mariadb = await startMariadb({ dir: join(dir, 'mariadb'), databases: ['autotask'] });
  stops.push(() => mariadb.stop());
  const { host: mysqlHost, port: mysqlPort, user: mysqlUser, password } = mariadb;
  const choices = { mysqlHost, mysqlPort, mysqlUser, database: 'autotask' } as Choices;
  const refused = await complaint(givenMysql(places, choices, 'wrong', false));
  expect(refused).toContain('GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, ALTER, INDEX ON `autotask`.*');
  expect(refused).not.toContain('wrong');
  expect(await complaint(givenMysql(places, choices, password, false))).toBe('');
  const other = { ...choices, database: 'mysql' };
  expect(await complaint(givenMysql(places, other, password, false))).toMatch(
    /the database mysql holds \d+ tables already\n.*--existing-database/,
  );
  expect(await complaint(givenMysql(places, other, password, true))).toBe('');
});

test.each([
  ['10.11.6-MariaDB-0+deb12u1', true],
  ['11.4.2-MariaDB', true],
  ['8.0.36', true],
  ['9.1.0', true],
  ['10.6.16-MariaDB', false],
  ['5.7.44', false],
])('%s is new enough: %s', (version, isEnough) => {
  const look = expect(() => requireVersion(version));
  if (isEnough) look.not.toThrow();
  else look.toThrow(`${version} is too old`);
});

test('a full disk and a directory that may not be written to are named, with the command that goes on', () => {
  const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
  expect(failureLines(full, 'rexflow setup --yes').join('\n')).toMatch(/disk is full.*\n.*go on: rexflow setup --yes/);
  const closed = Object.assign(new Error('EACCES'), { code: 'EACCES', path: '/srv/x' });
  expect(failureLines(closed, 'rexflow setup')[0]).toContain('/srv/x: this user may not write there');
});

test('before anything is begun the advice is all there is to do; later on the command goes on', () => {
  const refused = new SetupError('a setup is for root', 'sudo rexflow setup');
  expect(failureLines(refused, 'rexflow setup', false)).toEqual(['a setup is for root', 'sudo rexflow setup']);
  expect(failureLines(refused, 'rexflow setup').at(-1)).toBe('What was done is kept. Go on with: rexflow setup');
  expect(failureLines(new SetupError('it ended'), 'rexflow setup', false)).toHaveLength(2);
});
