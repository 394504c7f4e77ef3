import { filledUp, placeholders, type Database, type Value } from '#mysql';

/** The hosts of the catalogue, each with the app_keys of its apps. */
export type Roster = ReadonlyMap<string, readonly string[]>;

const page = 500;
/** New hosts are not all looked at in one moment. */
const apartSeconds = 1;

/** True when it is the caller's turn to compare the catalogue with what is looked at: of all workers one has it, once in `seconds`. */
export async function takeRosterTurn(db: Database, seconds: number): Promise<boolean> {
  const { affectedRows } = await db.execute(
    `UPDATE rexflow_looks SET next_at = UTC_TIMESTAMP(3) + INTERVAL ? SECOND
     WHERE host = '' AND (next_at <= UTC_TIMESTAMP(3) OR next_at > UTC_TIMESTAMP(3) + INTERVAL 1 DAY)`,
    [seconds],
  );
  return affectedRows === 1;
}

async function inPages<T>(all: readonly T[], work: (some: readonly T[]) => Promise<unknown>): Promise<void> {
  for (let from = 0; from < all.length; from += page) await work(all.slice(from, from + page));
}

const remove = (db: Database, table: string, column: string, values: readonly string[]): Promise<void> =>
  inPages(values, async (some) => {
    const bound = filledUp(some);
    await db.execute(`DELETE FROM ${table} WHERE ${column} IN (${placeholders(bound)})`, bound);
  });

/**
 * Brings what is looked at to what the catalogue has: what is new is entered, what is gone leaves no row. New hosts are looked at
 * one after the other, all within `seconds`.
 */
export async function storeRoster(db: Database, roster: Roster, seconds: number): Promise<void> {
  const [hosts, apps] = await Promise.all([
    db.query<{ host: string }>("SELECT host FROM rexflow_looks WHERE host <> ''"),
    db.query<{ app: string; host: string }>('SELECT app_key AS app, host FROM rexflow_seen'),
  ]);
  const known = new Set(hosts.map(({ host }) => host));
  const wanted = new Map([...roster].flatMap(([host, keys]) => keys.map((key): [string, string] => [key, host])));
  const placed = new Map(apps.map(({ app, host }) => [app, host]));
  await remove(
    db,
    'rexflow_looks',
    'host',
    [...known].filter((host) => !roster.has(host)),
  );
  // An app that is on another host now was never seen there.
  await remove(
    db,
    'rexflow_seen',
    'app_key',
    [...placed].flatMap(([app, host]) => (wanted.get(app) === host ? [] : [app])),
  );
  const added = [...wanted].filter(([app, host]) => placed.get(app) !== host);
  await inPages(added, (some) =>
    db.execute(
      `INSERT IGNORE INTO rexflow_seen (app_key, host, known_at) VALUES ${some.map(() => '(?, ?, UTC_TIMESTAMP(3))').join(', ')}`,
      some.flat(),
    ),
  );
  const fresh = [...roster.keys()].filter((host) => !known.has(host));
  const gap = Math.min(apartSeconds, seconds / Math.max(1, fresh.length));
  await inPages(
    fresh.map((host, index): [string, number] => [host, index * gap]),
    (some) =>
      db.execute(
        `INSERT IGNORE INTO rexflow_looks (host, next_at)
         VALUES ${some.map(() => '(?, UTC_TIMESTAMP(3) + INTERVAL ? SECOND)').join(', ')}`,
        some.flat() as Value[],
      ),
  );
}
