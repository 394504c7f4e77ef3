import { findPrograms } from '../process/findPrograms.js';
import { servers, systemPackages } from './packages.js';

export type Server = keyof typeof servers;

/** The servers this machine has, by path, and those it lacks. */
export interface Servers {
  found: Partial<Record<Server, string>>;
  missing: Server[];
}

const names = Object.keys(servers) as Server[];

/** Looks for redis-server, mariadbd, sshd and their tools, or for some of these, also where PATH does not lead. */
export async function findServers(wanted: readonly Server[] = names): Promise<Servers> {
  const found = await findPrograms(wanted);
  return { found: Object.fromEntries(found), missing: wanted.filter((name) => !found.has(name)) };
}

/** The path of one program; throws, naming the Debian package, when this machine lacks it. */
export async function serverPath(name: Server): Promise<string> {
  const path = (await findPrograms([name])).get(name);
  if (path === undefined) throw new Error(`${name} was not found: install the package ${systemPackages[name].apt}`);
  return path;
}
