import { filledUp, placeholders, type Database, type Statements } from '#mysql';
import { tellEvents } from '../events/events.js';
import type { EndedLook } from './storeLooks.js';

/** How apps and hosts were when they were looked at before, as one text each; missing where nobody ever did. */
interface Before {
  apps: ReadonlyMap<string, string>;
  drifts: ReadonlyMap<string, string | null>;
  hosts: ReadonlyMap<string, boolean>;
}

const spelled = (program: string | null, failing: unknown): string => JSON.stringify([program, failing !== null]);

/** How what these looks are about was at the looks before. */
export async function seenBefore(sql: Statements, looks: readonly EndedLook[]): Promise<Before> {
  const keys = looks.flatMap(({ apps, drifts }) => [...apps, ...drifts].map(({ app }) => app));
  const [apps, hosts] = [filledUp([...new Set(keys)]), filledUp(looks.map(({ host }) => host))];
  const seen =
    keys.length === 0
      ? []
      : await sql.query<Record<'app' | 'program' | 'failing' | 'drift' | 'seen', string | null>>(
          `SELECT app_key AS app, program, failing, JSON_UNQUOTE(JSON_EXTRACT(drift, '$.state')) AS drift, seen_at AS seen
           FROM rexflow_seen WHERE app_key IN (${placeholders(apps)})`,
          apps,
        );
  const looked = await sql.query<{ host: string; away: number }>(
    `SELECT host, trouble IS NOT NULL AS away FROM rexflow_looks
     WHERE host IN (${placeholders(hosts)}) AND tried_at IS NOT NULL`,
    hosts,
  );
  return {
    apps: new Map(seen.flatMap((row) => (row.seen === null ? [] : [[row.app!, spelled(row.program, row.failing)]]))),
    drifts: new Map(seen.map((row) => [row.app!, row.drift])),
    hosts: new Map(looked.map(({ host, away }) => [host, Number(away) === 1])),
  };
}

/** So many are named at once. */
const most = 500;

/** Tells those who follow all events what was `stored` otherwise than at the look before; not a word where all is as it was. */
export async function tellOtherwise(
  db: Database,
  looks: readonly EndedLook[],
  before: Before,
  stored: ReadonlySet<string>,
): Promise<void> {
  const moved = looks
    .flatMap(({ apps }) => apps)
    .filter(({ app, program, failing }) => stored.has(app) && before.apps.get(app) !== spelled(program, failing));
  const drifted = looks
    .flatMap(({ drifts }) => drifts)
    .filter(({ app, found }) => found !== null && found.state !== (before.drifts.get(app) ?? null));
  const hosts = looks
    .filter(({ host, visited, trouble }) => visited && before.hosts.get(host) !== (trouble !== null))
    .map(({ host }) => host);
  const apps = [...new Set([...moved, ...drifted].map(({ app }) => app))];
  if (apps.length + hosts.length === 0) return;
  await tellEvents(db, {
    requestId: '',
    kind: 'seen',
    data: { apps: apps.slice(0, most), hosts: hosts.slice(0, most) },
  });
}
