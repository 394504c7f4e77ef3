import type { Fleet, FleetChange } from '#fleet';
import { besideOfGroup, besideRow } from '../beside/besideRow.js';
import type { Transaction } from '#mysql';
import { portions } from './writeRows.js';

/**
 * Writes hosts, groups and outages that were changed, and what apps have beside their rows. Where a group says something to apps of which nothing
 * is kept, that is kept of each of its apps, also where it is nothing: one that takes it away is not one that came without our doing.
 */
export async function writeSettings(
  sql: Transaction,
  { after, changes: made, revision }: { after: Fleet; changes: readonly FleetChange[]; revision: number },
): Promise<void> {
  const maps = { host: after.hosts, group: after.groups, outage: after.outages };
  const speaks = (group: string): boolean => besideOfGroup(after.groups.get(group) ?? {}) !== null;
  const valueOf = ({ kind, name }: Named): object | null => {
    if (kind !== 'app') return maps[kind].get(name) ?? null;
    const app = after.apps.get(name);
    return app ? (besideRow(app.settings) ?? (speaks(app.group) ? {} : null)) : null;
  };
  const changes = [...made, ...appsOfChanged(after, made)];
  for (const portion of portions(changes.filter((change) => valueOf(change) !== null))) {
    await sql.execute(
      `INSERT INTO rexflow_settings (scope, name, value, revision) VALUES ${portion.map(() => '(?, ?, ?, ?)').join(', ')}
       ON DUPLICATE KEY UPDATE value = VALUES(value), revision = VALUES(revision)`,
      portion.flatMap((one) => [one.kind, one.name, JSON.stringify(valueOf(one)), revision]),
    );
  }
  await Promise.all(
    changes
      .filter((change) => valueOf(change) === null)
      .map(({ kind, name }) => sql.execute('DELETE FROM rexflow_settings WHERE scope = ? AND name = ?', [kind, name])),
  );
}

type Named = Pick<FleetChange, 'kind' | 'name'>;

/** The apps of changed groups that were not changed themselves. */
function appsOfChanged({ apps }: Fleet, made: readonly Named[]): Named[] {
  const groups = new Set(made.flatMap(({ kind, name }) => (kind === 'group' ? [name] : [])));
  const changed = new Set(made.flatMap(({ kind, name }) => (kind === 'app' ? [name] : [])));
  return [...apps].flatMap(([name, { group }]) =>
    groups.has(group) && !changed.has(name) ? [{ kind: 'app' as const, name }] : [],
  );
}
