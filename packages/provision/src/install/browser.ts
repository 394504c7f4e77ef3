import { findPrograms } from '../process/findPrograms.js';
import { installCommands } from '../servers/packages.js';
import { installPrograms, type InstallPlace } from './installPrograms.js';

const program = 'chromium';

/** The browser of this machine, or null. */
export const findBrowser = async (): Promise<string | null> => (await findPrograms([program])).get(program) ?? null;

/**
 * Brings a browser where it is missing and that may be done. Everything else is tested without one, only the console is
 * not: says so, and never throws.
 */
export async function installBrowser(place: InstallPlace): Promise<void> {
  if ((await findBrowser()) !== null) return;
  const reason = await installPrograms([program], place).catch((thrown: unknown) => String(thrown));
  if (reason === null || (await findBrowser()) !== null) return;
  place.log(`no browser, the console is not tried in one: ${reason}. To have it:\n${installCommands([program])}`);
}
