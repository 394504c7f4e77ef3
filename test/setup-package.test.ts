import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import { ownBuild } from '#config';
import { endProcess, freePort } from '#provision';
import { commandsOf } from './support/chapter.js';
import { asService, chownToService } from './support/prefix.js';
import { root } from './support/root.js';
import { until } from './support/until.js';

const stops: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const stop of stops.reverse()) await stop();
});

test('the commands of the manual, by an ordinary user from the package', async () => {
  const at = mkdtempSync(join(tmpdir(), 'rexflow-manual-setup-'));
  chownToService(at);
  const port = await freePort();
  stops.push(async () => await Promise.resolve(rmSync(at, { recursive: true, force: true })));
  await promisify(execFile)('npm', ['pack', '--pack-destination', at], { cwd: root });
  const own = {
    ...process.env,
    HOME: at,
    REXFLOW_LANGUAGE: 'en',
    npm_config_offline: 'true',
    npm_config_cache: join(at, 'npm'),
  };
  const typed = (line: string): ChildProcess => {
    const [command, ...args] = asService(['bash', '-euc', `umask 022; exec ${line}`]);
    return spawn(command!, args, { cwd: at, env: own, stdio: ['ignore', 'pipe', 'pipe'] });
  };
  const lines = commandsOf('install-systemd.md', 'An ordinary user')[0]!
    .replace('--yes', `--yes --port ${port}`)
    .replace('0.1.0', ownBuild.version)
    .trim()
    .split('\n');
  for (const line of lines.slice(0, -1)) {
    const child = typed(line);
    let said = '';
    for (const stream of [child.stdout!, child.stderr!])
      stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
    expect((await once(child, 'close'))[0], `${line}\n${said}`).toBe(0);
  }
  const running = typed(lines.at(-1)!);
  let said = '';
  for (const stream of [running.stdout!, running.stderr!])
    stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  stops.push(async () => {
    if (running.exitCode === null && running.signalCode === null) await endProcess(running.pid!, 60_000);
  });
  await until('the installation of the package being ready', 90, async () => {
    if (running.exitCode !== null) throw new Error(said);
    return await fetch(`http://127.0.0.1:${port}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
  });
  await endProcess(running.pid!, 60_000);
}, 240_000);
