import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { findPrograms } from '../process/findPrograms.js';
import { installScript } from './installScript.js';

/** Receives each line of progress. */
export type Log = (line: string) => void;

function run(words: readonly string[], log: Log): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const child = spawn(words[0]!, words.slice(1), { stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr]) createInterface(stream).on('line', log);
    child.once('error', reject);
    child.once('close', resolve);
  });
}

/** Words to put in front of a command to run it as root, or why that cannot be. */
async function becomeRoot(): Promise<string[] | string> {
  const tools = await findPrograms(['apt-get', 'sudo']);
  if (!tools.has('apt-get')) return 'this machine has no apt-get';
  if (process.getuid?.() === 0) return [];
  const sudo = tools.get('sudo');
  if (sudo === undefined) return 'you are not root and there is no sudo';
  const allowed = (await run([sudo, '-n', 'true'], () => undefined)) === 0;
  return allowed ? [sudo, '-n'] : 'you are not root and sudo asks for a password';
}

/**
 * Installs Debian packages, as root or through a sudo that asks nothing, without starting any of them as a system
 * service. Gives null, or why it may not or could not.
 */
export async function installWithApt(wanted: readonly string[], log: Log): Promise<string | null> {
  const asRoot = await becomeRoot();
  if (typeof asRoot === 'string') return asRoot;
  log(`installing ${wanted.join(', ')}`);
  const status = await run([...asRoot, '/bin/sh', '-c', installScript(), 'sh', ...wanted], log);
  return status === 0 ? null : `apt-get ended with status ${status ?? 'unknown'}`;
}
