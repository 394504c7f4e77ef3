import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { findPrograms, hostPath } from '#provision';
import { Secret } from '#shell';
import type { HostKeys, SshOptions, SshLogin } from './login/types.js';

/** A real sshd on a loopback address that lets the present user in by key. */
export interface TestSshd {
  dir: string;
  pid: number;
  /** Its host public key: `ssh-ed25519 AAAA...`. */
  hostKey: string;
  target: SshLogin;
  stop(): Promise<void>;
}

/** Starts one; `settings` are lines of sshd_config that win over ours. `keyTypes` are the host keys it has. */
export async function startTestSshd(
  address: string,
  settings: string[] = [],
  keyTypes = ['ed25519'],
): Promise<TestSshd> {
  const dir = mkdtempSync(join(tmpdir(), 'rexflow-ssh-'));
  const key = (name: string, type: string): string => {
    const path = join(dir, name);
    execFileSync('ssh-keygen', ['-q', '-t', type, '-N', '', '-f', path]);
    return path;
  };
  const hostKeys = keyTypes.map((type) => key(`host_${type}`, type));
  const clientKey = key('client', 'ed25519');
  writeFileSync(join(dir, 'authorized_keys'), readFileSync(`${clientKey}.pub`));
  const port = await freePort(address);
  const user = userInfo().username;
  const config = [
    ...settings,
    `ListenAddress ${address}:${port}`,
    ...hostKeys.map((path) => `HostKey ${path}`),
    `AuthorizedKeysFile ${join(dir, 'authorized_keys')}`,
    'PidFile none',
    'PermitRootLogin prohibit-password',
    'PasswordAuthentication no',
    'KbdInteractiveAuthentication no',
    'UsePAM no',
    'StrictModes no',
    'UseDNS no',
    'PrintLastLog no',
    'MaxStartups 200:30:400',
    // Else bash reads the start-up file of whoever runs the tests, at every command.
    `SetEnv SHLVL=1 ${hostPath() ?? ''}`,
  ];
  writeFileSync(join(dir, 'sshd_config'), `${config.join('\n')}\n`);
  if (userInfo().uid === 0) mkdirSync('/run/sshd', { recursive: true });
  const program = (await findPrograms(['sshd'])).get('sshd')!;
  const child = spawn(program, ['-D', '-f', join(dir, 'sshd_config'), '-E', join(dir, 'log')], {
    stdio: 'ignore',
  });
  await until(() => speaks(address, port));
  const target: SshLogin = {
    address,
    port,
    user,
    privateKey: new Secret(readFileSync(clientKey, 'utf8')),
    passphrase: null,
    password: null,
    agent: null,
    hostKeys: 'first-contact',
    knownHosts: null,
    jump: null,
    label: `test host ${address}`,
  };
  const hostKey = readFileSync(`${hostKeys[0]}.pub`, 'utf8').split(' ').slice(0, 2).join(' ');
  return { dir, pid: child.pid!, hostKey, target, stop: () => end(child, dir) };
}

/** The ids of the processes below a process, whole tree. */
export function descendants(pid: number): number[] {
  const parents = new Map<number, number>();
  for (const entry of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const status = statusOf(Number(entry));
    if (status) parents.set(Number(entry), status.parent);
  }
  const below = (of: number): number[] =>
    [...parents].filter(([, parent]) => parent === of).flatMap(([child]) => [child, ...below(child)]);
  return below(pid);
}

/** True while a process runs; one that only waits to be reaped does not. */
export function isAlive(pid: number): boolean {
  return (statusOf(pid)?.state ?? 'Z') !== 'Z';
}

function statusOf(pid: number): { state: string; parent: number } | null {
  try {
    const [state, parent] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ');
    return { state: state!, parent: Number(parent) };
  } catch {
    return null;
  }
}

/** Polls until something is so; fails after ten seconds. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  const late = Date.now() + 10_000;
  while (!(await isSo())) {
    if (Date.now() > late) throw new Error('it did not become so within 10 s');
    await delay(10);
  }
}

/** Does something while this process looks at its connections every 100 ms only: what came in meanwhile comes at once. */
export async function whileHeldUp(action: () => Promise<void>): Promise<void> {
  let over = false;
  const holdUp = (): void => {
    const until = performance.now() + 100;
    while (performance.now() < until);
    if (!over) setImmediate(holdUp);
  };
  setImmediate(holdUp);
  try {
    await action();
  } finally {
    over = true;
  }
}

/** Host keys kept in memory by `address:port`; `known` are there from the start, and `approved` are those somebody approved. */
export function keysInMemory(
  known: Record<string, string[]> = {},
  approved: readonly string[] = [],
): HostKeys & { kept: Record<string, string[]> } {
  const kept = { ...known };
  return {
    kept,
    find: (address, port) =>
      Promise.resolve((kept[`${address}:${port}`] ?? []).map((key) => ({ key, approved: approved.includes(key) }))),
    record: (address, port, key) => {
      kept[`${address}:${port}`] = [...(kept[`${address}:${port}`] ?? []), key];
      return Promise.resolve();
    },
  };
}

export const testOptions = (options: Partial<SshOptions> = {}): SshOptions => ({
  connectTimeoutMs: 5_000,
  keepaliveMs: 2_000,
  idleMs: 30_000,
  maxChannels: 8,
  keys: keysInMemory(),
  ...options,
});

export function freePort(address: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, address, () => {
      const bound = server.address();
      server.close(() => resolve(typeof bound === 'object' && bound ? bound.port : 0));
    });
  });
}

function speaks(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    socket.once('error', () => resolve(false));
    socket.once('data', () => resolve(socket.destroy() !== undefined));
  });
}

async function end(child: ChildProcess, dir: string): Promise<void> {
  const sessions = descendants(child.pid!);
  const ended = new Promise((resolve) => child.once('exit', resolve));
  for (const pid of [child.pid!, ...sessions]) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // Ended by itself.
    }
  }
  if (child.exitCode === null && child.signalCode === null) await ended;
  rmSync(dir, { recursive: true, force: true });
}
