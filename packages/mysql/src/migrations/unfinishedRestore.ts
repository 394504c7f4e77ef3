import { CodedError } from '#contract';
import { sql, type Kysely } from 'kysely';
import { up as makeBackups } from './0030-backup.js';

const absentTable = 1146;

/** Notes that a restore of a file begins, also in a database that holds nothing yet. */
export async function beginRestore(db: Kysely<unknown>, file: string): Promise<void> {
  await makeBackups(db);
  await sql`REPLACE INTO rexflow_backups (what, at, details)
    VALUES ('restore', UTC_TIMESTAMP(3), ${JSON.stringify({ file })})`.execute(db);
}

/** Throws RESTORE_UNFINISHED for a database in which a restore has begun and not ended: it holds a part of what it is to hold. */
export async function requireWhole(db: Kysely<unknown>): Promise<void> {
  const { rows } = await sql<{ at: string; details: string }>`
    SELECT at, details FROM rexflow_backups WHERE what = 'restore'`
    .execute(db)
    .catch((thrown: unknown) => {
      if ((thrown as { errno?: number }).errno === absentTable) return { rows: [] };
      throw thrown;
    });
  const [found] = rows;
  if (!found) return;
  const { file } = JSON.parse(found.details) as { file: string };
  throw new CodedError('RESTORE_UNFINISHED', { file, since: `${found.at.slice(0, 19)}Z` });
}
