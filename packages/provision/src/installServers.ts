import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { command } from '#shell';
import { findPrograms } from './findPrograms.js';
import { installScript } from './installScript.js';
import { findServers, packages, type Server, type Servers } from './servers.js';

/** Receives each line of progress. */
export type Log = (line: string) => void;

/** Debian packages for missing programs, each once. */
export const packagesFor = (missing: readonly Server[]): string[] => [
  ...new Set(missing.map((name) => packages[name])),
];

/** What a person has to type when we may not. */
export const installCommand = (wanted: readonly string[]): string =>
  `sudo apt-get update && ${command('sudo', 'apt-get', 'install', '-y', '--no-install-recommends', ...wanted)}`;

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
 * Makes sure this machine has every server: installs what is missing with apt, as root or through a sudo that asks
 * nothing, without starting any of them as a system service. Throws an error that names the packages and the command to
 * type when it may not or cannot.
 */
export async function installServers(log: Log): Promise<Servers> {
  const before = await findServers();
  if (before.missing.length === 0) return before;
  const wanted = packagesFor(before.missing);
  const refuse = (reason: string): Error =>
    new Error(
      `${before.missing.join(', ')} not found, and ${reason}. Install ${wanted.join(', ')}:\n  ${installCommand(wanted)}`,
    );
  const asRoot = await becomeRoot();
  if (typeof asRoot === 'string') throw refuse(asRoot);
  log(`installing ${wanted.join(', ')}`);
  const status = await run([...asRoot, '/bin/sh', '-c', installScript(), 'sh', ...wanted], log);
  const after = await findServers();
  if (after.missing.length > 0) throw refuse(`apt-get ended with status ${status ?? 'unknown'}`);
  return after;
}
