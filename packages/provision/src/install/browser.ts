import { findPrograms } from '../process/findPrograms.js';
import { installCommand } from './installServers.js';
import { installWithApt, type Log } from './installWithApt.js';

const program = 'chromium';

/** The browser of this machine, or null. */
export const findBrowser = async (): Promise<string | null> => (await findPrograms([program])).get(program) ?? null;

/**
 * Brings a browser where it is missing and that may be done. The house runs without one, only its console is not tried
 * then: says so, and never throws.
 */
export async function installBrowser(log: Log): Promise<void> {
  if ((await findBrowser()) !== null) return;
  const reason = await installWithApt([program], log).catch((thrown: unknown) => String(thrown));
  if (reason === null || (await findBrowser()) !== null) return;
  log(`no browser, the console is not tried in one: ${reason}. To have it: ${installCommand([program])}`);
}
