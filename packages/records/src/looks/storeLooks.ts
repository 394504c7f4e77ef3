import { warningText, type DriftFindings, type ErrorReport, type Warning } from '#contract';
import { filledUp, placeholders, type Database, type Value } from '#mysql';
import type { Sighting } from '#release';
import { utc } from '../base/times.js';
import { isAtWork } from './atWork.js';
import { serviceColumn, storeUnseen, type LookedService, type UnseenApp } from './storeServices.js';
import { seenBefore, tellOtherwise } from './otherwise.js';

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
  trouble: (Pick<ErrorReport, 'code' | 'message'> & Partial<Pick<ErrorReport, 'details'>>) | null;
  /** A request is at work on apps of it, which were left alone. */
  busy: boolean;
  /** Somebody tried to get in; nobody does while requests are at work on all its apps. */
  visited: boolean;
  apps: readonly (Omit<Sighting, 'service'> & { app: string; service: LookedService })[];
  /** Apps that could not be seen, and why. */
  unseen: readonly Omit<UnseenApp, 'at'>[];
  drifts: readonly LookedDrift[];
}

const longest = 500;
/** What a reason says, in letters of its JSON: one that holds more is told in English alone. */
const longestStated = 8000;

function reasonColumns(failing: Warning | null): [text: string | null, statement: string | null] {
  if (failing === null) return [null, null];
  const stated = typeof failing === 'string' ? '' : JSON.stringify(failing);
  return [warningText(failing).slice(0, longest), stated === '' || stated.length > longestStated ? null : stated];
}

/** Why nobody got in, without what is longer than anybody reads. */
function troubleColumn({ code, message, details }: NonNullable<EndedLook['trouble']>): string {
  const brief = { code, message: message.slice(0, longest) };
  const whole = JSON.stringify({ ...brief, details });
  return whole.length > longestStated ? JSON.stringify(brief) : whole;
}

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

/** Those of these apps that a request began to work on while they were looked at. */
async function appsAtWork(db: Database, keys: readonly string[]): Promise<Set<string>> {
  if (keys.length === 0) return new Set();
  const bound = filledUp(keys);
  const rows = await db.query<{ app: string }>(
    `SELECT s.app_key AS app FROM rexflow_seen s WHERE s.app_key IN (${placeholders(bound)}) AND ${isAtWork('s.app_key')}`,
    bound,
  );
  return new Set(rows.map(({ app }) => app));
}

/** What was found of each app; since when it is so stays where it is what was found before. Gives the apps it was stored of. */
async function storeSightings(db: Database, looks: readonly EndedLook[]): Promise<ReadonlySet<string>> {
  const found = looks.flatMap(({ host, at, apps }) => apps.map((app) => ({ host, at: utc(at), ...app })));
  const atWork = await appsAtWork(
    db,
    found.map(({ app }) => app),
  );
  const rows = found.filter(({ app }) => !atWork.has(app));
  const stored = new Set(rows.map(({ app }) => app));
  if (rows.length === 0) return stored;
  rows.sort((a, b) => (a.app < b.app ? -1 : 1));
  await db.execute(
    `INSERT INTO rexflow_seen (app_key, host, known_at, seen_at, since, program, stamp, failing, failing_statement, service, service_at)
     VALUES ${rows.map(() => '(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)').join(', ')}
     ON DUPLICATE KEY UPDATE
       since = IF(seen_at IS NULL OR NOT (program <=> VALUES(program)) OR (failing IS NULL) <> (VALUES(failing) IS NULL),
         VALUES(since), since),
       host = VALUES(host), seen_at = VALUES(seen_at), program = VALUES(program), stamp = VALUES(stamp),
       failing = VALUES(failing), failing_statement = VALUES(failing_statement),
       stopped_at = IF(JSON_UNQUOTE(JSON_EXTRACT(VALUES(service), '$.state')) = 'running' AND stopped_at < VALUES(seen_at), NULL, stopped_at),
       service = VALUES(service), service_at = VALUES(service_at)`,
    rows.flatMap(({ app, host, at, program, stamp, failing, service }): Value[] => [
      ...[app, host, at, at, at, program, stamp, ...reasonColumns(failing), serviceColumn(service), at],
    ]),
  );
  return stored;
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
  const before = await seenBefore(db, looks);
  const stored = await storeSightings(db, looks);
  const unseen = looks.flatMap((look) => look.unseen.map((one) => ({ ...one, at: look.at })));
  await storeUnseen(db, unseen);
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
       failures = IF(VALUES(tried_at) IS NULL, failures, IF(VALUES(failures) = 0, 0, failures + 1)),
       trouble = IF(VALUES(tried_at) IS NULL, trouble, VALUES(trouble))`,
    looks.flatMap(({ host, at, again, trouble, busy, visited }): Value[] => [
      ...[
        host,
        again,
        visited ? utc(at) : null,
        visited && !trouble ? utc(at) : null,
        busy && !trouble ? utc(at) : null,
      ],
      ...[trouble ? 1 : 0, trouble && troubleColumn(trouble)],
    ]),
  );
  await tellOtherwise(db, looks, before, stored);
}
