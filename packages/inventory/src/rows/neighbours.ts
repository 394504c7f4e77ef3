import type { App } from '#release';
import type { Catalogue } from './catalogue.js';
import { placeOf, type Grounds } from './placeOf.js';
import { readEvery } from './readRows.js';
import { meetings } from './sharedDirectories.js';
import { asItStands } from './toApp.js';

/** As many as one app is told of: more than an answer names. */
const most = 100;

const isPath = (path: string): boolean => path.startsWith('/');

/**
 * Implements Inventory.neighbours. A row that cannot be used counts as well: what runs in its directories runs, whatever is wrong with the
 * row. One without a directory for its configuration has that of its program.
 */
export async function neighbours(
  catalogue: Catalogue,
  grounds: Grounds,
  apps: readonly App[],
): Promise<Map<string, string[]>> {
  const { chosen, described } = await readEvery(catalogue);
  const rows = chosen.map((row) => asItStands(row, described)).filter(({ programLink }) => isPath(programLink));
  const places = [...rows, ...apps].map((app, index) => {
    const configLink = isPath(app.configLink) ? app.configLink : app.programLink;
    return { ...placeOf({ ...app, configLink }, grounds), id: index };
  });
  const met = meetings(places, most);
  const keysOf = (index: number): string[] => [
    ...new Set((met.get(index) ?? []).flatMap((one) => rows[one.with]?.appKey ?? [])),
  ];
  return new Map(apps.map(({ appKey }, index) => [appKey, keysOf(rows.length + index)]));
}
