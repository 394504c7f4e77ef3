import type { Transaction } from '#mysql';
import type { AuditEntry } from '../base/types.js';
import { auditing } from './audit.js';
import { addEvent } from './events.js';

/** An entry of the catalogue that was changed. */
interface ChangedEntry {
  kind: string;
  name: string;
  change: string;
}

/** A change of the catalogue: its line of the audit, and what it changed. */
export interface CatalogueChange {
  entry: AuditEntry;
  changes: readonly ChangedEntry[];
}

/** So many entries are named to those who follow events. */
const most = 100;

/** Adds the line of the audit and the event of a change of the catalogue to its transaction, so that none of the two is lost. */
export function noteCatalogueChange(sql: Transaction, { entry, changes }: CatalogueChange): void {
  sql.last(...auditing([entry]));
  addEvent(sql, {
    ...{ requestId: '', kind: 'catalogue' },
    data: { by: entry.user, changes: changes.slice(0, most), n: changes.length },
  });
}
