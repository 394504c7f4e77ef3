import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import { answers } from './answers.js';
import { alive, descendants } from '../process/processTable.js';
import { sshKey } from './sshKey.js';
import { type Sshd, startSshd } from './startSshd.js';

const root = mkdtempSync(join(tmpdir(), 'rexflow-sshd-'));
const started: Sshd[] = [];

afterAll(async () => {
  await Promise.all(started.map((sshd) => sshd.stop()));
  rmSync(root, { recursive: true, force: true });
});

async function start(name: string, address: string, clientKey: string): Promise<Sshd> {
  // A blank and a percent sign, since sshd gives both a meaning of its own.
  const sshd = await startSshd({ dir: join(root, `${name} %`), address, clientKey });
  started.push(sshd);
  return sshd;
}

function words(sshd: Sshd, key = sshd.clientKey): string[] {
  const hosts = join(root, `known-${sshd.port}`);
  writeFileSync(hosts, `[${sshd.address}]:${sshd.port} ${sshd.hostKey}\n`);
  const options = ['BatchMode=yes', 'IdentitiesOnly=yes', 'StrictHostKeyChecking=yes', `UserKnownHostsFile="${hosts}"`];
  const flags = options.flatMap((option) => ['-o', option]);
  return ['-F', 'none', '-i', key, '-p', String(sshd.port), ...flags, `${sshd.user}@${sshd.address}`];
}

test('two hosts let in one key, each on its own address only, and keep their host keys', async () => {
  const key = join(root, 'shared_key');
  await sshKey(key);
  const [one, two] = await Promise.all([start('one', '127.0.0.31', key), start('two', '127.0.0.32', key)]);
  for (const sshd of [one, two]) {
    const { stdout } = await promisify(execFile)('ssh', [...words(sshd), 'id -un; echo $SSH_CONNECTION']);
    expect(stdout).toMatch(new RegExp(`^${userInfo().username}\n.* ${sshd.address} ${sshd.port}\n$`));
  }
  expect(one.hostKey).not.toBe(two.hostKey);
  expect(await answers({ host: '127.0.0.32', port: one.port, hear: /SSH/ })).toBe(one.port === two.port);

  await sshKey(join(root, 'strange_key'));
  const strange = promisify(execFile)('ssh', [...words(one, join(root, 'strange_key')), 'true']);
  await expect(strange).rejects.toThrow('Permission denied');

  await one.stop();
  expect((await start('one', '127.0.0.31', key)).hostKey).toBe(one.hostKey);
});

test('stopping a host ends the sessions it has open', async () => {
  const sshd = await start('busy', '127.0.0.33', join(root, 'own_key'));
  const client = spawn('ssh', [...words(sshd), 'echo in; exec sleep 600'], { stdio: ['ignore', 'pipe', 'ignore'] });
  const closed = new Promise((resolve) => client.once('close', resolve));
  await Promise.race([closed, new Promise((resolve) => client.stdout.once('data', resolve))]);
  const sessions = descendants(sshd.pid);
  expect(sessions.length).toBeGreaterThan(1);
  await sshd.stop();
  await closed;
  expect([sshd.pid, ...sessions].filter(alive)).toEqual([]);
});
