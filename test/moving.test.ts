import { execFileSync } from 'node:child_process';
import { readFileSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startEstate, type Estate, type Host } from './support/estate.js';
import { callerOf } from './support/rexflow.js';
import { linkOf } from './support/scene.js';

/* Moving over from RexDeployV3 and back, by the command: what the looks at single tables find is tried beside them. */
let estate: Estate;
let host: Host;
let config: string;
beforeAll(async () => {
  estate = await startEstate({ apps: [{}, {}] });
  host = estate.hosts[0]!;
  // A second row that answers nowhere.
  await estate.sql.query("UPDATE pre_server_detail SET network_ip = '127.0.0.1:9' WHERE app_key = 'server2'");
  config = join(estate.dir, 'looked.yml');
  const text = readFileSync(estate.config, 'utf8');
  const keys = join(estate.dir, 'looked_hosts');
  writeFileSync(keys, '');
  const known = `host_keys: known_hosts\n      known_hosts: ${keys}`;
  writeFileSync(config, text.replace('host_keys: first-contact', known), { mode: 0o600 });
});
afterAll(async () => {
  await estate?.stop();
});

interface Mend {
  grade: string;
  message: string;
  ids: number[];
  cure: string[];
}

const command = (...args: string[]) =>
  callerOf(estate, { REXFLOW_URL: estate.url, REXFLOW_TOKEN: estate.token }).start(...args).ended;

async function looked(): Promise<{ status: number | null; mends: Mend[] }> {
  const { status, stdout, stderr } = await command('import', '--config', config, '--mysql', '--hosts', '--json');
  expect(stderr).toBe('');
  return { status, mends: (JSON.parse(stdout) as { mends: Mend[] }).mends };
}

const about = (mends: readonly Mend[], words: RegExp): Mend | undefined =>
  mends.find(({ message }) => words.test(message));

test('a key that nobody approved is one thing of the list, beside what the rows have', async () => {
  const { status, mends } = await looked();
  expect(status).toBe(3);
  const found = about(mends, /^127\.\S+ \(server1\): its key SHA256:\S+ has to be approved$/)!;
  expect(found).toMatchObject({ grade: 'mend', ids: [1], cure: [expect.any(String)] });
  // What it says is to be typed can be typed.
  const [program, ...words] = found.cure[0]!.split(' ');
  expect(program).toBe('rexflow');
  const typed = await command(...words);
  expect(typed.status, typed.stderr).toBe(0);
  expect(typed.stdout).toContain(words.at(-1));
  expect(about(mends, /server2: a port stands in its address/)!.cure[0]).toMatch(/^UPDATE pre_server_detail SET/);
});

test('where the key is known, what is no link is found, as the doctor finds it, and nothing is changed', async () => {
  const { address, port } = { address: host.app.row['network_ip'], port: host.sshd.port };
  const shown = execFileSync('ssh-keyscan', ['-p', String(port), String(address)], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  writeFileSync(join(estate.dir, 'looked_hosts'), shown);
  const link = host.app.programLink;
  const text = linkOf(link)!;
  unlinkSync(link);
  symlinkSync(`${link}-nowhere`, link);
  const { mends } = await looked();
  unlinkSync(link);
  symlinkSync(text, link);
  expect(about(mends, /has to be approved/)).toBeUndefined();
  expect(about(mends, new RegExp(`^server1: ${link}`))).toMatchObject({ grade: 'mend', ids: [1] });
  expect(about((await looked()).mends, new RegExp(`^server1: ${link}`))).toBeUndefined();
  expect(linkOf(link)).toBe(text);
});

test('the way back is told of each app: what RexDeployV3 could release, and what it would lose', async () => {
  await estate.sql.query("UPDATE pre_server_detail SET network_ip = '127.0.0.1' WHERE app_key = 'server2'");
  const set = await command('app', 'set', 'server2', 'onDrift=keep', 'enabled=false');
  expect([set.status, set.stderr]).toEqual([0, '']);
  const { status, stdout, stderr } = await command('export', '--for-original', '--json');
  expect([status, stderr]).toEqual([0, '']);
  const { apps } = JSON.parse(stdout) as {
    apps: { app: string; releases: boolean; lacks: { message: string }[]; loses: { message: string }[] }[];
  };
  const [first, second] = apps;
  expect(first).toMatchObject({ app: 'server1', releases: true, lacks: [], loses: [] });
  expect(second).toMatchObject({ app: 'server2', releases: false });
  expect(second!.lacks.map(({ message }) => message)).toEqual(['auto_deloy is off']);
  expect(second!.loses[0]!.message).toContain('onDrift');
  const text = await command('export', '--for-original');
  expect(text.stdout).toContain('RexDeployV3 could release 1 of 2 apps');
});

test('gateway and worker that find the config.yml of RexDeployV3 name the command, and change nothing', async () => {
  const theirs = join(estate.dir, 'theirs.yml');
  writeFileSync(theirs, ' env:\n   key: "dev"\n dev:\n   dbhost: "127.0.0.1"\n');
  for (const program of ['gateway', 'worker']) {
    const { status, stderr } = await callerOf(estate, { REXFLOW_CONFIG: theirs }).start(program).ended;
    expect([status, stderr]).toEqual([
      1,
      `rexflow: ${theirs} is the config.yml of RexDeployV3, not that of rexflow. Make one of it: rexflow import --config ${theirs}\n`,
    ]);
  }
});
