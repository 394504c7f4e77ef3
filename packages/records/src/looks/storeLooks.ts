import type { DriftFindings, ErrorReport } from '#contract';
import { filledUp, placeholders, type Database, type Value } from '#mysql';
import type { Sighting } from '#release';
import { utc } from '../base/times.js';

/** A drift check that came along with a look. */
export interface LookedDrift {
  app: string;
  at: Date;
  /** Null where the host could not tell. */
  found: DriftFindings | null;
}

/** How a look at a host ended. */
export interface EndedLook {
  host: string;
  /** As it was claimed: a look that took too long, and was begun by another meanwhile, is not stored. */
  claim: string;
  /** When it began: what was found is no newer. */
  at: Date;
  /** Seconds until it is due again. */
  again: number;
  /** Why nobody got in; null where somebody did. */
  trouble: Pick<ErrorReport, 'code' | 'message'> | null;
  /** A request changes an app of it, so that it was left alone. */
  busy: boolean;
  apps: readonly (Sighting & { app: string })[];
  drifts: readonly LookedDrift[];
}

const longest = 500;

/** The looks that are still their worker's. */
async function ownLooks(db: Database, looks: readonly EndedLook[]): Promise<EndedLook[]> {
  const hosts = filledUp(looks.map(({ host }) => host));
  const rows = await db.query<{ host: string; claim: string | null }>(
    `SELECT host, claim FROM rexflow_looks WHERE host IN (${placeholders(hosts)})`,
    hosts,
  );
  const claims = new Map(rows.map(({ host, claim }) => [host, claim]));
  return looks.filter(({ host, claim }) => claims.get(host) === claim);
}

/** What was found of each app; since when it is so stays where it is what was found before. */
async function storeSightings(db: Database, looks: readonly EndedLook[]): Promise<void> {
  const rows = looks.flatMap(({ host, at, apps }) => apps.map((app) => ({ host, at: utc(at), ...app })));
  if (rows.length === 0) return;
  rows.sort((a, b) => (a.app < b.app ? -1 : 1));
  await db.execute(
    `INSERT INTO rexflow_seen (app_key, host, known_at, seen_at, since, program, stamp, failing)
     VALUES ${rows.map(() => '(?, ?, ?, ?, ?, ?, ?, ?)').join(', ')}
     ON DUPLICATE KEY UPDATE
       since = IF(seen_at IS NULL OR NOT (program <=> VALUES(program)) OR (failing IS NULL) <> (VALUES(failing) IS NULL),
         VALUES(since), since),
       host = VALUES(host), seen_at = VALUES(seen_at), program = VALUES(program), stamp = VALUES(stamp),
       failing = VALUES(failing)`,
    rows.flatMap(({ app, host, at, program, stamp, failing }): Value[] => [
      ...[app, host, at, at, at, program, stamp, failing?.slice(0, longest) ?? null],
    ]),
  );
}

async function storeDrifts(db: Database, drifts: readonly LookedDrift[]): Promise<void> {
  for (const { app, at, found } of drifts) {
    const findings = found === null ? '' : ', drift_at = ?, drift = ?';
    await db.execute(`UPDATE rexflow_seen SET drift_tried_at = ?${findings} WHERE app_key = ?`, [
      utc(at),
      ...(found === null ? [] : [utc(at), JSON.stringify(found)]),
      app,
    ]);
  }
}

/** Stores looks that have ended, many at once. */
export async function storeLooks(db: Database, ended: readonly EndedLook[]): Promise<void> {
  if (ended.length === 0) return;
  const looks = (await ownLooks(db, ended)).sort((a, b) => (a.host < b.host ? -1 : 1));
  if (looks.length === 0) return;
  await storeSightings(db, looks);
  await storeDrifts(
    db,
    looks.flatMap(({ drifts }) => drifts),
  );
  await db.execute(
    `INSERT INTO rexflow_looks (host, next_at, tried_at, seen_at, busy_at, failures, trouble)
     VALUES ${looks.map(() => '(?, UTC_TIMESTAMP(3) + INTERVAL ? SECOND, ?, ?, ?, ?, ?)').join(', ')}
     ON DUPLICATE KEY UPDATE
       claim = NULL, next_at = VALUES(next_at), tried_at = COALESCE(VALUES(tried_at), tried_at),
       seen_at = COALESCE(VALUES(seen_at), seen_at), busy_at = COALESCE(VALUES(busy_at), busy_at),
       failures = IF(VALUES(failures) = 0, 0, failures + 1), trouble = IF(VALUES(busy_at) IS NULL, VALUES(trouble), trouble)`,
    looks.flatMap(({ host, at, again, trouble, busy }): Value[] => [
      ...[host, again, busy ? null : utc(at), busy || trouble ? null : utc(at), busy ? utc(at) : null],
      ...[
        trouble ? 1 : 0,
        trouble && JSON.stringify({ code: trouble.code, message: trouble.message.slice(0, longest) }),
      ],
    ]),
  );
}
