import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { answers } from './answers.js';
import { claimDirectory } from '../process/claimDirectory.js';
import { endProcess } from '../process/endProcess.js';
import { launch, type RunningProcess } from '../process/launch.js';
import { onFreePort } from './onFreePort.js';
import { hostPath } from '../process/privatePrograms.js';
import { descendants } from '../process/processTable.js';
import { serverPath } from './servers.js';
import { sshdConfig } from './sshdConfig.js';
import { sshKey } from './sshKey.js';
import { understands } from './sshdUnderstands.js';

export interface SshdOptions {
  /** Its keys, settings and log; the same directory finds them again. */
  dir: string;
  /** The one address it listens on, `127.0.0.x`. */
  address: string;
  port?: number;
  /** Who may log in (default: the present user; only a root's sshd can let in anyone else). */
  user?: string;
  /** Path of the private key to let in; made when it is missing (default: `client_key` in the directory). */
  clientKey?: string;
  /** Lines of sshd_config that go before ours and so win. */
  settings?: readonly string[];
}

export interface Sshd extends RunningProcess {
  address: string;
  port: number;
  user: string;
  /** Path of the private key that is let in. */
  clientKey: string;
  /** The host's public key, one line. */
  hostKey: string;
}

/** Root with a locked password ("!") may not come in by key, either, unless PAM judges the account. */
function isLocked(user: string): boolean {
  if (process.getuid?.() !== 0) return false;
  const line = readFileSync('/etc/shadow', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${user}:`));
  return line?.split(':')[1]?.startsWith('!') ?? false;
}

/**
 * A private SSH server on one loopback address, run by the present user, for login by key. Resolves when it answers;
 * throws with the end of its log. `stop` ends the sessions it has open as well.
 */
export async function startSshd(options: SshdOptions): Promise<Sshd> {
  const { address, user = userInfo().username, settings = [] } = options;
  const program = await serverPath('sshd');
  const home = await claimDirectory(options.dir, 'sshd');
  const clientKey = options.clientKey ?? join(home, 'client_key');
  const hostKey = await sshKey(join(home, 'host_key'));
  writeFileSync(join(home, 'authorized_keys'), `${await sshKey(clientKey)}\n`);
  // Where a root's sshd locks its unprivileged half in; the system service makes it at each start.
  if (process.getuid?.() === 0) mkdirSync('/run/sshd', { recursive: true, mode: 0o755 });
  const file = join(home, 'sshd_config');
  return onFreePort(address, options.port, async (port) => {
    writeFileSync(
      file,
      sshdConfig({ dir: home, address, port, user, pam: isLocked(user), path: hostPath(), settings }),
    );
    // Newer servers shut out an address for a while after failed logins, which is what tests do on purpose.
    const patient = (await understands(program, file, 'PerSourcePenalties=no')) ? ['-o', 'PerSourcePenalties=no'] : [];
    const words = [program, '-D', '-e', '-f', file, ...patient];
    const call = { host: address, port, hear: /^SSH-2\.0-/ };
    const running = await launch({ name: 'sshd', dir: home, words, ready: () => answers(call) });
    return { ...running, stop: () => stopWithSessions(running), address, port, user, clientKey, hostKey };
  });
}

async function stopWithSessions(running: RunningProcess): Promise<void> {
  const sessions = descendants(running.pid);
  await running.stop();
  await Promise.all(sessions.map((pid) => endProcess(pid, 2_000)));
}
