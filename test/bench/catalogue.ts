import type { Estate } from '../support/estate.js';

/** Apps nobody has to start: a release of one is accepted, and no worker is there to carry it out. */
export interface Catalogue {
  /** The key of the next app that is not busy. Throws when all of them are. */
  next(): string;
  /** Gives every lease back, as settling the requests would have. */
  settle(): Promise<void>;
}

/** Fills the catalogue of an estate with `count` apps, in groups of ten as in real ones. */
export async function fillCatalogue(estate: Estate, count: number): Promise<Catalogue> {
  const { row } = estate.hosts[0]!.app;
  const columns = Object.keys(row);
  const rowOf = (index: number): (string | number)[] =>
    Object.values({
      ...row,
      app_key: `app${index}`,
      local_name: `group${Math.floor(index / 10)}`,
      server_name: `app${index}`,
      pro_dir: `${row.pro_dir}-${index}`,
      config_dir: `${row.config_dir}-${index}`,
    });
  for (let from = 0; from < count; from += 500) {
    const rows = Array.from({ length: Math.min(500, count - from) }, (_, index) => rowOf(from + index));
    await estate.sql.query(
      `INSERT INTO pre_server_detail (${columns.map((name) => `\`${name}\``).join(', ')}) VALUES ?`,
      [rows],
    );
  }
  let used = 0;
  return {
    next: () => {
      if (used === count) throw new Error(`all ${count} apps of the catalogue are busy`);
      return `app${used++}`;
    },
    settle: async () => {
      used = 0;
      await estate.sql.query(
        "UPDATE rexflow_requests SET state = 'settled', settled_at = UTC_TIMESTAMP(3) WHERE state = 'accepted'",
      );
      await estate.sql.query('UPDATE rexflow_leases SET request_id = NULL, holder = NULL, expires_at = NULL');
      await estate.sql.query('UPDATE pre_deploy_status SET status = 0');
    },
  };
}
