import { shared } from '#mysql';
import type { RequestRecord, Records } from '#records';

/**
 * The same records, where a request is read once for all visits that ask for it at the same time, and is one object for
 * them: each holds it for as long as it lasts, and it has a part for each of them. Nobody changes what was read.
 */
export function oneReading(records: Records): Records {
  const request = shared(async (ids: string[]): Promise<(RequestRecord | null)[]> => {
    const distinct = [...new Set(ids)];
    const found = await Promise.all(distinct.map((id) => records.request(id)));
    return ids.map((id) => found[distinct.indexOf(id)]!);
  });
  return { ...records, request };
}
