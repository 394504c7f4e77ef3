import { statement } from '#contract';
import type { Fleet, FleetApp } from '#fleet';
import type { HostTable } from '../hosts/hostTable.js';
import { rowColumns, saysNothing, settingOf, type SettingColumn } from '../settings/columnsOf.js';
import type { TableColumn } from '../settings/tableColumns.js';
import type { ChangeProblems } from './problems.js';

type Written = Readonly<Record<string, string | null>>;

/** The columns of one row that are to be written. */
export interface RowChange {
  app: string;
  /** Null for an app that is new. */
  before: FleetApp | null;
  columns: Written;
}

/**
 * The columns that make a row say what an app is to be: all of a new one, of another those alone that say something else then.
 * Reports what the table has no column for, or no room.
 */
export function rowChange(
  app: string,
  { before, after, hosts }: { before: Fleet; after: Fleet; hosts: { before: HostTable; after: HostTable } },
  columns: ReadonlyMap<string, TableColumn>,
  { report }: ChangeProblems,
): RowChange {
  const now = after.apps.get(app)!;
  const old = before.apps.get(app) ?? null;
  const holds = ({ group, host, settings }: FleetApp, table: HostTable) =>
    rowColumns(app, { group, address: table.written(host), settings });
  const wanted = holds(now, hosts.after);
  const held = old && holds(old, hosts.before);
  const written: Record<string, string | null> = {};
  for (const [name, value] of Object.entries(wanted) as [SettingColumn, string | null][]) {
    if (held?.[name] === value) continue;
    const column = columns.get(name);
    const path = ['groups', now.group, 'apps', app, settingOf[name]];
    if (!column) {
      if (!saysNothing(name, value)) report(path, statement('column.absent', { column: name }));
    } else if (value !== null && column.length !== null && value.length > column.length) {
      report(path, statement('column.tooLong', { n: value.length, column: name, most: column.length }));
    } else written[name] = value ?? (column.nullable ? null : '');
  }
  return { app, before: old, columns: written };
}
