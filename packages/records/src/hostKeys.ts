import type { Database } from '#mysql';

/** Host keys seen at first contact, in the form `ssh-ed25519 AAAA...`. */
export interface HostKeyRecords {
  find(address: string, port: number): Promise<string[]>;
  record(address: string, port: number, key: string): Promise<void>;
}

/** See HostKeyRecords. A key of a type that is known already is never replaced. */
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
