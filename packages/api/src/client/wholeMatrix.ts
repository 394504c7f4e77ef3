import type { MatrixView } from '../schemas/compare/matrix.js';
import type { Client } from './call.js';
import { listAll } from './listAll.js';

/** Groups by environments, every page of them; of one group where it is named. Throws as a call does. */
export async function wholeMatrix(client: Pick<Client, 'call'>, group: string | undefined): Promise<MatrixView> {
  const first = await client.call('getMatrix', { query: { group } });
  if (first.next === null) return first;
  const rest = await listAll(client, 'getMatrix', { query: { group, cursor: first.next } });
  return { ...first, items: [...first.items, ...rest.items], next: null };
}
