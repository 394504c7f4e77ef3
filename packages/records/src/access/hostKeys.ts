import { filledUp, type Database, type Statements, placeholders } from '#mysql';
import { fromUtc } from '../base/times.js';
import type { AuditEntry } from '../base/types.js';
import { auditing } from '../events/audit.js';

/** A host key of the store, in the form `ssh-ed25519 AAAA...`; one that nobody approved was seen at first contact. */
export interface KeptHostKey {
  key: string;
  approved: boolean;
}

/** The host keys that logins are held against. */
export interface HostKeyRecords {
  find(address: string, port: number): Promise<KeptHostKey[]>;
  record(address: string, port: number, key: string): Promise<void>;
}

/** Implements HostKeyRecords. A key of a type that is known already is never replaced. */
export function hostKeyRecords(db: Database): HostKeyRecords {
  return {
    find: async (address, port) => {
      const rows = await db.query<{ key_type: string; public_key: string; approved_by: string | null }>(
        'SELECT key_type, public_key, approved_by FROM rexflow_host_keys WHERE address = ? AND port = ?',
        [address, port],
      );
      return rows.map((row) => ({ key: `${row.key_type} ${row.public_key}`, approved: row.approved_by !== null }));
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

/** A public key: `key` in base64, as in `known_hosts`. */
export interface PublicKey {
  type: string;
  key: string;
}

/** The approval of a key of a host. */
export interface KeyApproval {
  address: string;
  port: number;
  approved: PublicKey;
  /** All keys the host showed when it was asked last. */
  shown: readonly PublicKey[];
  /** Keys that the host shows no more, and another one of the type, go. */
  replace: boolean;
  /** The line of the audit, written with the approval or not at all; its user approves. */
  audit: AuditEntry;
}

/**
 * Stores an approved key. Gives the recorded keys that the host does not show any more, or in whose place this one comes: without `replace` nothing is stored where there are
 * any; with it they are gone.
 */
export async function storeApproval(db: Database, approval: KeyApproval): Promise<PublicKey[]> {
  const { address, port, approved, shown, replace, audit } = approval;
  return await db.transaction('tell', async (sql) => {
    const rows = await sql.query<{ type: string; key: string }>(
      'SELECT key_type AS type, public_key AS `key` FROM rexflow_host_keys WHERE address = ? AND port = ? FOR UPDATE',
      [address, port],
    );
    const isShown = (one: PublicKey): boolean => shown.some(({ type, key }) => type === one.type && key === one.key);
    // There is room for one key of a type: another one than was compared must not be what is approved.
    const isOther = (one: PublicKey): boolean => one.type === approved.type && one.key !== approved.key;
    const stale = rows.filter((row) => !isShown(row) || isOther(row));
    if (stale.length > 0 && !replace) return stale;
    for (const { type } of stale)
      await sql.execute('DELETE FROM rexflow_host_keys WHERE address = ? AND port = ? AND key_type = ?', [
        ...[address, port, type],
      ]);
    await sql.execute(
      `INSERT INTO rexflow_host_keys (address, port, key_type, public_key, first_seen, approved_by, approved_at)
       VALUES (?, ?, ?, ?, UTC_TIMESTAMP(), ?, UTC_TIMESTAMP(3))
       ON DUPLICATE KEY UPDATE approved_by = VALUES(approved_by), approved_at = VALUES(approved_at)`,
      [address, port, approved.type, approved.key, audit.user],
    );
    await sql.execute(...auditing([audit]));
    return stale;
  });
}

/** A host key as it was recorded. */
export interface RecordedKey {
  address: string;
  port: number;
  type: string;
  /** Base64, as in `known_hosts`. */
  key: string;
  firstSeen: Date;
  /** Who compared and approved it; null where it was seen at first contact. */
  approved: { by: string; at: Date } | null;
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
    approved_by: string | null;
    approved_at: string | null;
  }>(
    `SELECT address, port, key_type, public_key, first_seen, approved_by, approved_at FROM rexflow_host_keys ${some}
     ORDER BY address, port, key_type`,
    values,
  );
  return rows.map((row) => ({
    address: row.address,
    port: row.port,
    type: row.key_type,
    key: row.public_key,
    firstSeen: fromUtc(row.first_seen),
    approved:
      row.approved_by === null || row.approved_at === null
        ? null
        : { by: row.approved_by, at: fromUtc(row.approved_at) },
  }));
}
