import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadScript } from '#shell';
import { findPrograms } from '../process/findPrograms.js';
import { boundCommand } from '../process/launch.js';
import { usePrivatePrograms } from '../process/privatePrograms.js';
import { packagesFor, type Program } from '../servers/packages.js';
import { type Log, runLogged } from './runLogged.js';

const { body: unpackScript } = loadScript('unpack.sh', import.meta.url);

/** Programs that come with another one and are used beside it. */
const companions: Partial<Record<Program, readonly string[]>> = {
  'redis-server': ['redis-cli'],
  mariadbd: ['mariadb', 'mariadb-dump'],
  'ssh-keygen': ['ssh', 'ssh-keyscan', 'ssh-agent', 'ssh-add'],
};

const tools = ['apt-get', 'dpkg', 'flock'] as const;

/** The distribution and its version: what was unpacked on another one fits other system libraries. */
function release(): string {
  const text = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  const value = (key: string): string => new RegExp(`^${key}="?([\\w.-]*)`, 'm').exec(text)?.[1] ?? '';
  return `${value('ID')}${value('VERSION_ID')}-${process.arch}`;
}

/**
 * Downloads the Debian packages of some programs with apt, as an ordinary user, and unpacks them below `home`, with all
 * libraries this machine lacks for them; from then on this process and its children find them at the end of PATH. Done
 * once: later calls use what is there. Two at once do it once, and what one left half done is begun anew. Gives null, or
 * why it could not be done.
 */
export async function unpackPrivately(missing: readonly Program[], home: string, log: Log): Promise<string | null> {
  const found = await findPrograms(tools);
  const lacking = tools.find((tool) => !found.has(tool));
  if (lacking !== undefined) return `this machine has no ${lacking}`;
  const packages = packagesFor(missing, 'apt').sort();
  const dir = join(home, `${release()}-${packages.join('+')}`);
  if (!existsSync(dir)) {
    log(`unpacking ${packages.join(', ')} for this user alone, below ${dir}`);
    mkdirSync(home, { recursive: true });
    const programs = missing.flatMap((name) => [name, ...(companions[name] ?? [])]);
    const script = ['/bin/sh', '-c', unpackScript, 'sh', dir, packages.join(' '), programs.join(' ')];
    const lines: string[] = [];
    const hear: Log = (line) => (lines.push(line), log(line));
    const status = await runLogged(await boundCommand([found.get('flock')!, `${dir}.lock`, ...script]), hear);
    if (status !== 0) return `the packages cannot be unpacked privately (${lines.at(-1) ?? `status ${status}`})`;
  }
  usePrivatePrograms(join(dir, 'bin'));
  return null;
}
