import type { TextsView } from '../schemas/compare/compare.js';
import type { ReleaseView } from '../schemas/release.js';
import type { Client } from './call.js';

const isTexts = (answer: TextsView | ReleaseView): answer is TextsView => 'from' in answer;

/** The compared texts a request for them leads to; a worker may need longer than one answer is held. Throws as a call does. */
export async function awaitTexts(
  client: Pick<Client, 'call'>,
  first: TextsView | ReleaseView,
  signal: AbortSignal,
): Promise<TextsView> {
  const path = { id: first.id };
  let answer = first;
  for (let after = 0; !isTexts(answer);) {
    after = (await client.call('followRelease', { path, query: { after, wait: 20 }, signal })).next;
    answer = await client.call('getTexts', { path, signal });
  }
  return answer;
}
