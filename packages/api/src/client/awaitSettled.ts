import type { ReleaseView } from '../schemas/release.js';
import type { Client } from './call.js';

/** A request once it is settled. Throws as a call does. */
export async function awaitSettled(
  client: Pick<Client, 'call'>,
  first: ReleaseView,
  signal: AbortSignal,
): Promise<ReleaseView> {
  const path = { id: first.id };
  let answer = first;
  for (let after = 0; answer.state !== 'settled';) {
    after = (await client.call('followRelease', { path, query: { after, wait: 20 }, signal })).next;
    answer = await client.call('getRelease', { path, signal });
  }
  return answer;
}
