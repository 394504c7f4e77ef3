import { installScript } from './installScript.js';
import { type Log, runLogged } from './runLogged.js';

/**
 * Installs Debian packages without starting any of them as a system service; `asRoot` are the words that make a command
 * run as root. Gives null, or why it could not.
 */
export async function installWithApt(
  wanted: readonly string[],
  asRoot: readonly string[],
  log: Log,
): Promise<string | null> {
  log(`installing ${wanted.join(', ')}`);
  const status = await runLogged([...asRoot, '/bin/sh', '-c', installScript(), 'sh', ...wanted], log);
  return status === 0 ? null : `apt-get ended with status ${status ?? 'unknown'}`;
}
