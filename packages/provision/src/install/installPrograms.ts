import { findPrograms } from '../process/findPrograms.js';
import { packagesFor, type Program } from '../servers/packages.js';
import { installWithApt } from './installWithApt.js';
import { type Log, runLogged } from './runLogged.js';
import { unpackPrivately } from './unpackPrivately.js';

/** The place for programs that cannot be installed for the whole machine, and the receiver of progress. */
export interface InstallPlace {
  /** Directory of this clone for private programs; made when it is needed. */
  home: string;
  log: Log;
}

/** Words to put in front of a command to run it as root, or why that cannot be. */
async function becomeRoot(): Promise<string[] | string> {
  if (process.getuid?.() === 0) return [];
  const sudo = (await findPrograms(['sudo'])).get('sudo');
  if (sudo === undefined) return 'you are not root and there is no sudo';
  const allowed = (await runLogged([sudo, '-n', 'true'], () => undefined)) === 0;
  return allowed ? [sudo, '-n'] : 'you are not root and sudo asks for a password';
}

/**
 * Brings missing programs by Debian packages: installed by root or through a sudo that asks nothing, unpacked for this
 * clone only otherwise. Gives null, or why it may not or could not be done, as part of a sentence.
 */
export async function installPrograms(
  missing: readonly Program[],
  { home, log }: InstallPlace,
): Promise<string | null> {
  if (!(await findPrograms(['apt-get'])).has('apt-get')) return 'this machine has no apt-get';
  const asRoot = await becomeRoot();
  if (typeof asRoot !== 'string') return installWithApt(packagesFor(missing, 'apt'), asRoot, log);
  const reason = await unpackPrivately(missing, home, log);
  return reason === null ? null : `${asRoot}, and ${reason}`;
}
