import type { Client } from '#api/client';

/** Requires that there is a group of a name: a list with nothing in it does not tell. Throws ProblemError, which says so. */
export async function requireGroup(client: Client, name: string): Promise<void> {
  await client.call('getGroup', { path: { name } });
}
