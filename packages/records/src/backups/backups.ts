import type { Database } from '#mysql';
import { auditing } from '../events/audit.js';
import { fromUtc, utc } from '../base/times.js';

/** The newest backup of this installation. */
export interface LastBackup {
  at: Date;
  file: string;
}

/** When the installation was backed up, and restored. */
export interface BackupRecords {
  last(): Promise<LastBackup | null>;
  /** Notes a backup, with its line of the audit; `restored` where the installation now goes on from it. */
  note(backup: LastBackup, details: Record<string, string>, what: 'backup' | 'restore'): Promise<void>;
}

/** Whom the audit names: the command, which runs on the machine of the installation and knows no user of it. */
const user = 'rexflow';

/** Implements BackupRecords over a database. */
export function backupRecords(db: Database): BackupRecords {
  return {
    last: async () => {
      const [row] = await db.query<{ at: string; details: string }>(
        "SELECT at, details FROM rexflow_backups WHERE what = 'backup'",
      );
      return row ? { at: fromUtc(row.at), file: (JSON.parse(row.details) as { file: string }).file } : null;
    },
    note: async ({ at, file }, details, what) => {
      await db.transaction('repeat', async (sql) => {
        await sql.execute("REPLACE INTO rexflow_backups (what, at, details) VALUES ('backup', ?, ?)", [
          utc(at),
          JSON.stringify({ file }),
        ]);
        sql.last(...auditing([{ user, action: what, job: null, details: { file, ...details } }]));
      });
    },
  };
}
