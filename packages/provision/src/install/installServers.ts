import { command } from '#shell';
import { installWithApt, type Log } from './installWithApt.js';
import { findServers, packages, type Server, type Servers } from '../servers/servers.js';

/** Debian packages for missing programs, each once. */
export const packagesFor = (missing: readonly Server[]): string[] => [
  ...new Set(missing.map((name) => packages[name])),
];

/** What a person has to type when we may not. */
export const installCommand = (wanted: readonly string[]): string =>
  `sudo apt-get update && ${command('sudo', 'apt-get', 'install', '-y', '--no-install-recommends', ...wanted)}`;

/**
 * Makes sure this machine has every server: installs what is missing with apt, as root or through a sudo that asks
 * nothing, without starting any of them as a system service. Throws an error that names the packages and the command to
 * type when it may not or cannot.
 */
export async function installServers(log: Log): Promise<Servers> {
  const before = await findServers();
  if (before.missing.length === 0) return before;
  const wanted = packagesFor(before.missing);
  const reason = await installWithApt(wanted, log);
  const after = reason === null ? await findServers() : before;
  if (after.missing.length === 0) return after;
  throw new Error(
    `${before.missing.join(', ')} not found, and ${reason ?? 'apt-get brought none of them'}. Install ${wanted.join(', ')}:\n  ${installCommand(wanted)}`,
  );
}
