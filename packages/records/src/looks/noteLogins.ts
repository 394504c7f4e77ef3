import { filledUp, placeholders, type Database } from '#mysql';

const page = 500;

/**
 * Stores what each host is logged in to with, and has those looked at at once whose login is another than before: however often the
 * one before was refused. A look that is under way with that is not stored any more. With `onlyNew` only what was not known is stored.
 */
export async function noteLogins(
  db: Database,
  logins: ReadonlyMap<string, string>,
  { onlyNew } = { onlyNew: false },
): Promise<string[]> {
  const rows = await db.query<{ host: string; login: string | null }>(
    "SELECT host, login FROM rexflow_looks WHERE host <> ''",
  );
  const other = rows.filter(({ host, login }) => logins.has(host) && login !== logins.get(host));
  const fresh = other.filter(({ login }) => login === null).map(({ host }) => host);
  const changed = onlyNew ? [] : other.filter(({ login }) => login !== null).map(({ host }) => host);
  const store = async (hosts: readonly string[], more: string): Promise<void> => {
    for (let from = 0; from < hosts.length; from += page) {
      const bound = filledUp(hosts.slice(from, from + page));
      await db.execute(
        `UPDATE rexflow_looks SET login = CASE host ${bound.map(() => 'WHEN ? THEN ?').join(' ')} END${more}
         WHERE host IN (${placeholders(bound)})`,
        [...bound.flatMap((host) => [host, logins.get(host as string)!]), ...bound],
      );
    }
  };
  await store(fresh, '');
  await store(changed, ', failures = 0, claim = NULL, next_at = LEAST(next_at, UTC_TIMESTAMP(3))');
  return changed;
}
