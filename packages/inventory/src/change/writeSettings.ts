import type { Fleet, FleetChange } from '#fleet';
import { besideRow } from '../settings/besideRow.js';
import type { Transaction } from '#mysql';
import { portions } from './writeRows.js';

/** Writes hosts, groups and outages that were changed, and what apps have beside their rows. */
export async function writeSettings(
  sql: Transaction,
  { after, changes, revision }: { after: Fleet; changes: readonly FleetChange[]; revision: number },
): Promise<void> {
  const maps = { host: after.hosts, group: after.groups, outage: after.outages };
  const valueOf = ({ kind, name }: FleetChange): object | null => {
    if (kind !== 'app') return maps[kind].get(name) ?? null;
    const app = after.apps.get(name);
    return app ? besideRow(app.settings) : null;
  };
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
