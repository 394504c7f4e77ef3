import { findServers, type Server, type Servers } from '../servers/servers.js';
import { installCommands } from '../servers/packages.js';
import { installPrograms, type InstallPlace } from './installPrograms.js';

/**
 * Makes sure this machine has every server, or those that are wanted. What is missing is installed with apt by root or a sudo that asks nothing,
 * without starting any of it as a system service, and unpacked below `place.home` for anybody else. Throws an error that
 * names the cause, the packages, and the command of each package manager, when neither can be.
 */
export async function installServers(place: InstallPlace, wanted?: readonly Server[]): Promise<Servers> {
  const before = await findServers(wanted);
  if (before.missing.length === 0) return before;
  const reason = await installPrograms(before.missing, place);
  const after = await findServers(wanted);
  if (after.missing.length === 0) return after;
  throw new Error(
    `${after.missing.join(', ')} not found, and ${reason ?? 'apt-get brought none of them'}. Install them:\n${installCommands(after.missing)}`,
  );
}
