import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { adminProgram, programCommand } from './programs.js';

/** The first administrator of an installation; nobody can read the password again. */
export interface Administrator {
  name: string;
  password: string;
}

/** Exit status of create-admin when there is a user of another name. */
const otherUser = 3;

/** Creates an administrator when the installation has no user yet, otherwise null. Throws with the output of the program. */
export async function createAdministrator(config: string, name = 'admin'): Promise<Administrator | null> {
  const [program, ...args] = programCommand(config, adminProgram, 'create-admin', name);
  const { stdout } = await promisify(execFile)(program!, args).catch((thrown: unknown) => {
    if ((thrown as { code?: unknown }).code === otherUser) return { stdout: '' };
    throw thrown;
  });
  const password = stdout.trim();
  return password === '' ? null : { name, password };
}
