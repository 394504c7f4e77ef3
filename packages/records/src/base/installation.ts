import type { Database } from '#mysql';
import type { Installation } from '#release';

type Owner = Installation & { confirmed: boolean };

/** The installation the database belongs to. */
export interface InstallationRecords {
  find(): Promise<Owner | null>;
  /** Puts a name there unless there is one; gives the name that stands there then. */
  propose(owner: Owner): Promise<Owner>;
  /** A store carries the same identity. */
  confirm(id: string): Promise<void>;
  /** The database belongs to this one from now on, whoever had it before. */
  replace(installation: Installation): Promise<void>;
  /** Nothing was ever asked of this database. */
  unused(): Promise<boolean>;
}

/** Implements InstallationRecords over a database. */
export function installationRecords(db: Database): InstallationRecords {
  const find = async (): Promise<Owner | null> => {
    const [row] = await db.query<{ id: string; name: string; confirmed: number }>(
      'SELECT id, name, confirmed FROM rexflow_installation',
    );
    return row ? { id: row.id, name: row.name, confirmed: row.confirmed === 1 } : null;
  };
  return {
    find,
    propose: async (owner) => {
      await db.execute(
        'INSERT IGNORE INTO rexflow_installation (one, id, name, confirmed, made_at) VALUES (1, ?, ?, ?, UTC_TIMESTAMP(3))',
        [owner.id, owner.name, owner.confirmed ? 1 : 0],
      );
      return (await find()) ?? owner;
    },
    confirm: async (id) => {
      await db.execute('UPDATE rexflow_installation SET confirmed = 1 WHERE id = ?', [id]);
    },
    replace: async ({ id, name }) => {
      await db.execute('UPDATE rexflow_installation SET id = ?, name = ?, confirmed = 1', [id, name]);
    },
    unused: async () => (await db.query('SELECT 1 FROM rexflow_requests LIMIT 1')).length === 0,
  };
}
