import { filledUp, type Database, type Statements, placeholders } from '#mysql';
import { fromUtc } from '../base/times.js';

/** Host keys seen at first contact, in the form `ssh-ed25519 AAAA...`. */
export interface HostKeyRecords {
  find(address: string, port: number): Promise<string[]>;
  record(address: string, port: number, key: string): Promise<void>;
}

/** Implements HostKeyRecords. A key of a type that is known already is never replaced. */
export function hostKeyRecords(db: Database): HostKeyRecords {
  return {
    find: async (address, port) => {
      const rows = await db.query<{ key_type: string; public_key: string }>(
        'SELECT key_type, public_key FROM rexflow_host_keys WHERE address = ? AND port = ?',
        [address, port],
      );
      return rows.map((row) => `${row.key_type} ${row.public_key}`);
    },
    record: async (address, port, key) => {
      const [type, text] = key.split(' ');
      await db.execute(
        `INSERT IGNORE INTO rexflow_host_keys (address, port, key_type, public_key, first_seen)
         VALUES (?, ?, ?, ?, UTC_TIMESTAMP())`,
        [address, port, type!, text!],
      );
    },
  };
}

/** A host key as it was recorded. */
export interface RecordedKey {
  address: string;
  port: number;
  type: string;
  /** Base64, as in `known_hosts`. */
  key: string;
  firstSeen: Date;
}

/** Every recorded host key, by address; only of `addresses` where they are given. */
export async function listHostKeys(
  sql: Statements,
  addresses: readonly string[] | null = null,
): Promise<RecordedKey[]> {
  if (addresses?.length === 0) return [];
  const values = addresses === null ? [] : filledUp(addresses);
  const some = addresses === null ? '' : `WHERE address IN (${placeholders(values)})`;
  const rows = await sql.query<{
    address: string;
    port: number;
    key_type: string;
    public_key: string;
    first_seen: string;
  }>(
    `SELECT address, port, key_type, public_key, first_seen FROM rexflow_host_keys ${some}
     ORDER BY address, port, key_type`,
    values,
  );
  return rows.map((row) => ({
    address: row.address,
    port: row.port,
    type: row.key_type,
    key: row.public_key,
    firstSeen: fromUtc(row.first_seen),
  }));
}
