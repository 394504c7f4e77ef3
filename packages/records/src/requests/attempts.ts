import type { RequestState, RunningRelease } from '#contract';
import { filledUp, placeholders, type Statements } from '#mysql';

/*
 * A request and its retries are attempts at one thing: the first of them is what the others are called by.
 */

/** Retries that follow one another: more than anybody asks for, so that no row that lies makes this endless. */
const longest = 100;

/** The first request of the chain that each of these ends, by id; those that are gone are left out. */
export async function originsOf(sql: Statements, ids: readonly string[]): Promise<Map<string, RunningRelease>> {
  const known = new Map<string, { id: string; retry_of: string | null; stamp: string }>();
  let wanted = [...ids];
  for (let round = 0; wanted.length > 0 && round < longest; round += 1) {
    const bound = filledUp(wanted);
    const rows = await sql.query<{ id: string; retry_of: string | null; stamp: string }>(
      `SELECT id, retry_of, stamp FROM rexflow_requests WHERE id IN (${placeholders(bound)})`,
      bound,
    );
    for (const row of rows) known.set(row.id, row);
    wanted = [...new Set(rows.flatMap(({ retry_of: of }) => (of !== null && !known.has(of) ? [of] : [])))];
  }
  const origin = (id: string, steps = 0): RunningRelease | null => {
    const row = known.get(id);
    if (!row) return null;
    const before = row.retry_of === null || steps === longest ? null : origin(row.retry_of, steps + 1);
    return before ?? { id: row.id, stamp: row.stamp };
  };
  return new Map(
    ids.flatMap((id): [string, RunningRelease][] => {
      const found = origin(id);
      return found ? [[id, found]] : [];
    }),
  );
}

/** One attempt at what a request asked for. */
export interface Attempt {
  id: string;
  /** Names the directories it made; empty where it was never granted. */
  stamp: string;
  state: RequestState;
}

/** The attempts of which a request is one, the first of them first; none when there is no such request. */
export async function attemptsOf(sql: Statements, id: string): Promise<Attempt[]> {
  const origin = (await originsOf(sql, [id])).get(id);
  if (!origin) return [];
  const attempts = new Map<string, Attempt>();
  let found = await sql.query<Attempt>('SELECT id, state, stamp FROM rexflow_requests WHERE id = ?', [origin.id]);
  for (let round = 0; found.length > 0 && round < longest; round += 1) {
    for (const attempt of found) attempts.set(attempt.id, attempt);
    const bound = filledUp(found.map((one) => one.id));
    const again = await sql.query<Attempt>(
      `SELECT id, state, stamp FROM rexflow_requests WHERE retry_of IN (${placeholders(bound)}) ORDER BY accepted_at`,
      bound,
    );
    found = again.filter((one) => !attempts.has(one.id));
  }
  return [...attempts.values()];
}

/**
 * The apps that one of these requests has left running what it asked for, in the order of the catalogue; `unsure` are those of which
 * nobody knows what it left there, or that do not run since.
 */
export async function switchedBy(
  sql: Statements,
  requestIds: readonly string[],
): Promise<{ apps: string[]; unsure: string[] }> {
  if (requestIds.length === 0) return { apps: [], unsure: [] };
  const bound = filledUp(requestIds);
  const rows = await sql.query<{ app_key: string; standing: string }>(
    `SELECT DISTINCT app_key, standing, ordinal FROM rexflow_host_releases
     WHERE request_id IN (${placeholders(bound)}) AND standing IN ('new', 'unknown', 'down') ORDER BY ordinal, app_key`,
    bound,
  );
  const apps = [...new Set(rows.filter(({ standing }) => standing === 'new').map((row) => row.app_key))];
  const others = [...new Set(rows.map((row) => row.app_key))];
  return { apps, unsure: others.filter((app) => !apps.includes(app)) };
}
