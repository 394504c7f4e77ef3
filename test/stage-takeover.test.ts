import { once } from 'node:events';
import { readFileSync, readdirSync, readlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startEstate, until, type Estate } from './support/estate.js';
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
  const id = String((await estate.rex({ action: 'release', k: 'server', async: '1' })).at('job'));
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
