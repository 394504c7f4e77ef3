import { once } from 'node:events';
import { readFileSync, readdirSync, readlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { askJson } from './support/described.js';
import { startEstate, until, type Answer, type Estate } from './support/estate.js';
import { settledJob } from './support/job.js';
import { bundles, scenesOf } from './support/scene.js';
import { fillUpdateDirectory } from './support/update.js';

let estate: Estate;
let ran: string;
let gate: string;
beforeAll(async () => {
  estate = await startEstate({ apps: [{}, {}], workers: 1, config: { lease: { life: 5 } } });
  ran = join(estate.dir, 'ran');
  gate = join(estate.dir, 'gate');
  writeFileSync(ran, '');
  await estate.sql.query('UPDATE pre_server_detail SET local_pro_cmd = ?', [
    `echo program >>'${ran}'; echo 1 >>count; echo said`,
  ]);
  await estate.sql.query("UPDATE pre_server_detail SET local_conf_cmd = ? WHERE app_key = 'server2'", [
    `echo config >>'${ran}'; until [ -e '${gate}' ]; do sleep 0.02; done; echo 1 >>count`,
  ]);
});
afterAll(async () => {
  await estate?.stop();
});

const everything = { apps: 'server', source: { type: 'updateDirectory' } };
const planned = (more: object = {}): Promise<Answer> =>
  askJson(estate, 'POST', '/v1/releases/plan?wait=60', { ...everything, ...more });
const hashOf = (plan: Answer): string => {
  expect(plan.status, JSON.stringify(plan.body)).toBe(200);
  return String(plan.at('hash'));
};

const lines = (): string[] => readFileSync(ran, 'utf8').trim().split('\n');
const commands = (): string[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return readlinkSync(`/proc/${pid}/cwd`).includes(estate.dir) && isShell(pid);
      } catch {
        return false; // It ended while we looked.
      }
    });
const isShell = (pid: string): boolean => readFileSync(`/proc/${pid}/cmdline`, 'utf8').startsWith('sh\0-s');

test('a command that ended is not run again by whoever takes over; one at work dies with its worker and begins anew', async () => {
  fillUpdateDirectory(estate, '2.0.0');
  const plan = await planned();
  expect(lines()).toEqual(['']);
  expect(plan.body).toMatchObject({
    statements: [{ id: 'plan.commandsLeft' }],
    warnings: [expect.stringContaining('local_pro_cmd (server), local_conf_cmd (server2)')],
  });
  const id = String((await estate.rex({ action: 'release', k: 'server', async: '1', plan: hashOf(plan) })).at('job'));
  await until('the second command', 20, () => Promise.resolve(lines().includes('config')));
  expect(commands().length).toBeGreaterThan(0);
  const [worker] = estate.workers;
  worker!.kill('SIGKILL');
  await once(worker!, 'exit');
  await until('the command having ended', 5, () => Promise.resolve(commands().length === 0));
  writeFileSync(gate, '');
  estate.startWorker('worker2');
  const end = await settledJob(estate, id);
  expect(end.at('outcome')).toBe('done');
  expect(lines()).toEqual(['program', 'config', 'config']);
  for (const { app } of estate.hosts) expect(readFileSync(join(app.programLink, 'count'), 'utf8')).toBe('1\n');
  const second = estate.hosts[1]!.app;
  expect(readFileSync(join(second.configLink, 'count'), 'utf8')).toBe('1\n');
  expect((await scenesOf(estate)).map((scene) => scene.version)).toEqual(['2.0.0', '2.0.0']);
  expect(bundles(estate)).toHaveLength(1);
});

/** What became of a release by the hash of a plan. */
async function released(
  plan: string,
  more: object = {},
): Promise<{ outcome: string; trouble: { code: string; message: string } | null }> {
  const taken = await askJson(estate, 'POST', '/v1/releases', { ...everything, ...more, plan });
  expect(taken.status, JSON.stringify(taken.body)).toBe(202);
  await settledJob(estate, String(taken.at('id')));
  return (await askJson(estate, 'GET', `/v1/releases/${String(taken.at('id'))}`)).body as never;
}

const command = (text: string): Promise<unknown> =>
  estate.sql.query('UPDATE pre_server_detail SET local_pro_cmd = ?', [text]);

test('a release by a plan that ran no commands is refused before they run when anything else has changed, and when they have', async () => {
  await estate.sql.query("UPDATE pre_server_detail SET local_conf_cmd = ''");
  writeFileSync(ran, '');
  const note = `echo program >>'${ran}'; date +%N >made`;
  await command(note);
  const plan = hashOf(await planned());
  fillUpdateDirectory(estate, '3.0.0');
  const other = await released(plan);
  expect(other.trouble).toMatchObject({ code: 'PLAN_CHANGED' });
  expect(other.trouble!.message).toContain('VERSION');
  await command(`${note}; rm VERSION`);
  const [now] = [hashOf(await planned()), await command(note)];
  const changed = await released(now);
  expect(changed.trouble).toMatchObject({ code: 'PLAN_CHANGED' });
  expect(changed.trouble!.message).toContain('what the commands run');
  expect(lines()).toEqual(['']);
  // What they make may differ each time.
  expect(await released(hashOf(await planned()))).toMatchObject({ outcome: 'done' });
  expect(lines()).toEqual(['program']);
});

test('a plan that was asked to run them holds for what they made', async () => {
  const made = await planned({ runCommands: true });
  expect(lines()).toEqual(['program', 'program']);
  expect(made.body).toMatchObject({ warnings: [] });
  expect((await released(hashOf(made))).trouble).toMatchObject({ code: 'PLAN_CHANGED' });
});

test('commands by which other hand-made changes go than the plan showed end the release', async () => {
  const { programLink } = estate.hosts[0]!.app;
  fillUpdateDirectory(estate, '4.0.0');
  await command('echo of a command >VERSION');
  // As the release would have it, without the command.
  writeFileSync(join(programLink, 'VERSION'), '4.0.0\n');
  const how = { onDrift: 'overwrite' };
  const end = await released(hashOf(await planned(how)), how);
  expect(end.trouble).toMatchObject({ code: 'PLAN_CHANGED' });
  expect(end.trouble!.message).toContain('by what the commands make');
  expect(readFileSync(join(programLink, 'VERSION'), 'utf8')).toBe('4.0.0\n');
});
