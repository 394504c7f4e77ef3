import { findPrograms } from '../process/findPrograms.js';
import { installCommands, type Program } from '../servers/packages.js';
import { installPrograms, type InstallPlace } from './installPrograms.js';

const shell = 'no login is tried whose shell is';

/** Programs that only tests use, and the part of the tests that is left out without them. */
const testPrograms = {
  chromium: 'the console is not tried in a browser',
  shellcheck: 'the scripts of hosts are not checked',
  busybox: 'the scripts of hosts are not tried under its shell',
  tcsh: `${shell} tcsh or csh`,
  zsh: `${shell} zsh`,
  fish: `${shell} fish`,
  mksh: `${shell} ksh`,
  bsdtar: 'packages of 7z are not unpacked',
  supervisord: 'services of supervisor are not tried',
} as const satisfies Partial<Record<Program, string>>;

const names = Object.keys(testPrograms) as (keyof typeof testPrograms)[];

/** The browser of this machine, or null. */
export const findBrowser = async (): Promise<string | null> =>
  (await findPrograms(['chromium'])).get('chromium') ?? null;

async function missingPrograms(): Promise<typeof names> {
  const found = await findPrograms(names);
  return names.filter((name) => !found.has(name));
}

/**
 * Brings the programs that only tests use, where they are missing and that may be done. Everything else is tested without them: says
 * what is left out and the command of each package manager, and never throws.
 */
export async function installTestPrograms(place: InstallPlace): Promise<void> {
  const missing = await missingPrograms();
  if (missing.length === 0) return;
  const reason = await installPrograms(missing, place).catch((thrown: unknown) => String(thrown));
  const lacking = await missingPrograms();
  if (lacking.length === 0) return;
  const without = lacking.map((name) => `${testPrograms[name]}, there is no ${name}`).join('; ');
  place.log(`${without}: ${reason ?? 'apt-get brought none of them'}. To have them:\n${installCommands(lacking)}`);
}
