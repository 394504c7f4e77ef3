import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Ownership } from './action.js';

/** The line that the machine has of a user or a group; null when it knows none of that name. */
export async function entryOf(what: 'passwd' | 'group', name: string): Promise<string[] | null> {
  const run = promisify(execFile)('getent', [what, name]);
  return await run.then(
    ({ stdout }) => stdout.trim().split(':'),
    () => null,
  );
}

/** The numbers of an owner; null while the machine does not know both names. */
export async function idsOf({ user, group }: Ownership): Promise<{ user: number; group: number } | null> {
  const [entry, other] = await Promise.all([entryOf('passwd', user), entryOf('group', group)]);
  return entry === null || other === null ? null : { user: Number(entry[2]), group: Number(other[2]) };
}
