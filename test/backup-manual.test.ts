import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { endProcess } from '#provision';
import { commandsOf } from './support/chapter.js';
import { startEstate, until, type Estate } from './support/estate.js';
import { restore as makeDatabase } from './support/installation.js';
import { createPrefix, type Prefix } from './support/prefix.js';
import { root } from './support/root.js';
import { ship } from './support/update.js';

/*
 * The manual, "Backup", line by line: an installation is backed up, all of it is lost but for the backup, and it is taken back.
 */
const stops: (() => unknown)[] = [];
let prefix: Prefix;
let estate: Estate;
let config: string;
beforeAll(async () => {
  prefix = createPrefix();
  stops.push(() => rmSync(prefix.dir, { recursive: true, force: true }));
  // The program of this checkout, as the package would have it.
  const program = prefix.at('opt/rexflow/lib/node_modules/rexflow/apps/local/systemd');
  mkdirSync(program, { recursive: true });
  cpSync(join(root, 'apps/local/systemd'), program, { recursive: true });
  symlinkSync(join(root, 'apps/cli/rexflow.mjs'), prefix.at('usr/local/bin/rexflow'));
  prefix.stand('runuser', 'shift 3\nexec "$@"');
  estate = await startEstate({ apps: [{}] });
  expect((await estate.rex({ action: 'Enter:route:download', k: 'server', update: '1' })).at('code')).toBe('0');
  expect((await ship(estate, 'A')).at('code')).toBe('0');
  mkdirSync(prefix.at('etc/rexflow'));
  mkdirSync(prefix.at('var/backups'));
  config = prefix.at('etc/rexflow/config.yml');
  copyFileSync(estate.clientKey, prefix.at('etc/rexflow/ssh_key'));
  chmodSync(prefix.at('etc/rexflow/ssh_key'), 0o600);
  const text = readFileSync(estate.config, 'utf8');
  writeFileSync(config, text.replace(estate.clientKey, prefix.at('etc/rexflow/ssh_key')), { mode: 0o600 });
});
afterAll(async () => {
  await estate?.stop();
  for (const stop of stops.reverse()) stop();
});

const type = async (chapter: string): Promise<string> => {
  const printed: string[] = [];
  for (const block of commandsOf('backup.md', chapter)) printed.push(await prefix.run(block));
  return printed.join('');
};

test('what the chapters say makes a backup, and takes it back where nothing is left', async () => {
  const made = await type('Make one');
  expect(made).toContain(`encrypted with the passphrase: ${config}, ${prefix.at('etc/rexflow/ssh_key')}`);
  expect(made).toMatch(/rexflow-prod-\S+Z\.tar is whole/);
  await type('Every night');
  expect(existsSync(prefix.at('etc/systemd/system/rexflow-backup.timer'))).toBe(true);

  // Everything is lost.
  for (const child of [estate.gateway, ...estate.workers]) await endProcess(child.pid!, 20_000);
  await makeDatabase(estate, 'prod', null);
  for (const path of [config, prefix.at('etc/rexflow/ssh_key'), join(estate.data, 'bundles')])
    rmSync(path, { recursive: true });
  const redis = new Redis(estate.redis.url);
  await redis.flushall();
  redis.disconnect();
  const restored = await type('On a new machine');
  expect(restored).toContain(`written: ${config}, ${prefix.at('etc/rexflow/ssh_key')}`);
  copyFileSync(config, estate.config);
  estate.startGateway();
  estate.startWorker('worker-again');
  await until(
    'rexflow being ready',
    60,
    async () => (await fetch(`${estate.url}/readyz`).catch(() => null))?.ok === true,
  );
  expect((await ship(estate, 'B')).at('code')).toBe('0');
  expect((await estate.served(estate.hosts[0]!))?.version).toBe('B');
});

test('secrets are opened without rexflow as the manual says', () => {
  const dir = prefix.at('opened');
  mkdirSync(dir);
  const page = readFileSync(join(root, 'apps/gateway/docs/backup.md'), 'utf8');
  const [, script] = /^```js\n(.*?)^```$/ms.exec(page)!;
  writeFileSync(join(dir, 'open.cjs'), script!);
  execFileSync('bash', ['-c', `tar -xf ${prefix.at('var/backups/rexflow')}/*.tar && sha256sum --quiet -c SHA256SUMS`], {
    cwd: dir,
  });
  const passphrase = readFileSync(prefix.at('etc/rexflow/backup.passphrase'), 'utf8').trim();
  const text = execFileSync(process.execPath, ['open.cjs'], {
    cwd: dir,
    env: { ...process.env, PASSPHRASE: passphrase },
  });
  const files = JSON.parse(text.toString()) as { path: string; body: string }[];
  const key = files.find(({ path }) => path.endsWith('ssh_key'))!;
  expect(Buffer.from(key.body, 'base64')).toEqual(readFileSync(prefix.at('etc/rexflow/ssh_key')));
});
