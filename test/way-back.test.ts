import { realpathSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startEstate, type Answer, type Estate } from './support/estate.js';
import { expectRest } from './support/scene.js';
import { liveOf } from './support/seen.js';
import { fillUpdateDirectory, ship } from './support/update.js';

let estate: Estate;
beforeAll(async () => {
  estate = await startEstate({ apps: [{}, {}] });
  expect((await estate.rex({ action: 'Enter:route:download', k: 'server', update: '1' })).at('code')).toBe('0');
});
afterAll(async () => {
  await estate?.stop();
});

const apps = () => estate.hosts.map(({ app }) => app);
const versions = async () => await Promise.all(estate.hosts.map(async (host) => (await estate.served(host))?.version));
const done = (answer: Answer): void => expect(answer.at('code'), JSON.stringify(answer.body)).toBe('0');
const warningsOf = (answer: Answer): string[] =>
  Object.values((answer.at('data.warnings') ?? {}) as object) as string[];
const rollback = () => estate.rex({ action: 'rollback', k: 'server' });
const remove = (at: number): void => rmSync(join(apps()[at]!.dir, '.rexflow'), { recursive: true });

test('a release to a host whose .rexflow was removed keeps the way back, and says what became of it', async () => {
  for (const version of ['A', 'B']) done(await ship(estate, version));
  const live = liveOf(apps()[0]!);
  fillUpdateDirectory(estate, 'C');
  remove(0);
  const plan = await estate.rex({ action: 'release', k: 'server', plan: '1' });
  expect(warningsOf(plan)).toEqual([expect.stringMatching(/^server1 .*\.rexflow.* was removed; a release builds/)]);
  const looked = await estate.rex({ action: 'doctor', k: 'server1' });
  expect(Object.values(looked.at('data.data.0.findings') as object)).toContainEqual(
    expect.objectContaining({ name: 'program.live', state: 'failed', advice: expect.stringContaining(live.program) }),
  );
  const answer = await estate.rex({ action: 'release', k: 'server' });
  done(answer);
  expect(warningsOf(answer)).toEqual([
    expect.stringMatching(new RegExp(`^server1 .*was removed; they were built again to ${live.program}`)),
  ]);
  expect(await versions()).toEqual(['C', 'C']);
  done(await rollback());
  expect(await versions()).toEqual(['B', 'B']);
  expect(liveOf(apps()[0]!)).toEqual(live);
});

test('a rollback of all works on a host whose .rexflow was removed since', async () => {
  done(await ship(estate, 'D'));
  remove(1);
  const answer = await rollback();
  done(answer);
  expect(warningsOf(answer)).toEqual([expect.stringMatching(/^server2 .*built again/)]);
  expect(await versions()).toEqual(['B', 'B']);
});

test('a host that forgot its way back, as older programs left it, goes back to what its records and directories hold', async () => {
  done(await ship(estate, 'E'));
  const e = realpathSync(apps()[0]!.programLink);
  await estate.sql.query(
    'UPDATE rexflow_host_releases SET program_before = NULL, config_before = NULL WHERE program_after = ?',
    [e],
  );
  await estate.sql.query(
    'UPDATE pre_deploy_manage SET deloy_prodir_before = NULL, deloy_configdir_before = NULL WHERE deloy_prodir_after = ?',
    [e],
  );
  done(await rollback());
  expect(await versions()).toEqual(['B', 'B']);
});

test('a host whose way back is gone stays alone where it is, and the others go back', async () => {
  const gone = liveOf(apps()[0]!).program;
  done(await ship(estate, 'F'));
  renameSync(gone, `${gone}.away`);
  const pid = (await estate.served(estate.hosts[0]!))!.pid;
  const answer = await rollback();
  expect(answer.at('code')).toBe('-1');
  expect(answer.at('data.data.0.data.0.data')).toMatchObject({
    app_key: 'server1',
    error: 'TARGET_GONE',
    standing: 'old',
  });
  expect(answer.at('msg')).toContain(gone);
  expect(await versions()).toEqual(['F', 'B']);
  expect((await estate.served(estate.hosts[0]!))!.pid).toBe(pid);
  const [request] = await estate.rows(
    "SELECT outcome FROM rexflow_requests WHERE action = 'rollback' ORDER BY accepted_at DESC LIMIT 1",
  );
  expect(request!.outcome).toBe('partial');
  await expectRest(estate);
});
