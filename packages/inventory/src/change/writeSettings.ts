import type { Fleet, FleetChange } from '#fleet';
import type { Transaction } from '#mysql';
import { portions } from './writeRows.js';

/** Writes hosts, groups and outages that were changed. */
export async function writeSettings(
  sql: Transaction,
  { after, changes, revision }: { after: Fleet; changes: readonly FleetChange[]; revision: number },
): Promise<void> {
  const ours = changes.filter(({ kind }) => kind !== 'app');
  const maps = { host: after.hosts, group: after.groups, outage: after.outages, app: after.apps };
  const valueOf = ({ kind, name }: FleetChange): object | undefined => maps[kind].get(name);
  for (const portion of portions(ours.filter(({ change }) => change !== 'removed'))) {
    await sql.execute(
      `INSERT INTO rexflow_settings (scope, name, value, revision) VALUES ${portion.map(() => '(?, ?, ?, ?)').join(', ')}
       ON DUPLICATE KEY UPDATE value = VALUES(value), revision = VALUES(revision)`,
      portion.flatMap((one) => [one.kind, one.name, JSON.stringify(valueOf(one)), revision]),
    );
  }
  await Promise.all(
    ours
      .filter(({ change }) => change === 'removed')
      .map(({ kind, name }) => sql.execute('DELETE FROM rexflow_settings WHERE scope = ? AND name = ?', [kind, name])),
  );
}
