import { findPrograms } from '../process/findPrograms.js';

/** Every program a house on one machine needs, and the Debian package that brings it. */
export const packages = {
  'redis-server': 'redis-server',
  mariadbd: 'mariadb-server',
  'mariadb-install-db': 'mariadb-server',
  sshd: 'openssh-server',
  'ssh-keygen': 'openssh-client',
  rsync: 'rsync',
} as const;

export type Server = keyof typeof packages;

/** What of it this machine has, as paths, and what it lacks. */
export interface Servers {
  found: Partial<Record<Server, string>>;
  missing: Server[];
}

const names = Object.keys(packages) as Server[];

/** Looks for redis-server, mariadbd, sshd and their tools, also where PATH does not lead. */
export async function findServers(): Promise<Servers> {
  const found = await findPrograms(names);
  return { found: Object.fromEntries(found), missing: names.filter((name) => !found.has(name)) };
}

/** The path of one program; throws, naming the Debian package, when this machine lacks it. */
export async function serverPath(name: Server): Promise<string> {
  const path = (await findPrograms([name])).get(name);
  if (path === undefined) throw new Error(`${name} was not found: install the package ${packages[name]}`);
  return path;
}
