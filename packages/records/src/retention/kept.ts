import { filledUp, type Statements, placeholders } from '#mysql';
import { bundleName } from '../requests/requests.js';

/** A settled request that is old enough to go. */
export interface Candidate {
  id: string;
  at: string;
  action: string;
  recorded: number;
  requestFence: number;
  bundle: string | null;
  planHash: string | null;
}

/** The number of releases kept elsewhere, whose requests are kept with them. */
export interface Keeping {
  /** Good release directories kept on each host. */
  releases: number;
  /** Bundles kept in the store. */
  bundles: ReadonlySet<string>;
}

/** The live directory and the one before it are kept besides. */
const besides = 2;
/** A plan is released soon or not at all: any change meanwhile voids it. */
const planDays = 30;

/** The ids among candidates that have to stay: something that is kept depends on them. */
export async function keptAmong(
  sql: Statements,
  candidates: readonly Candidate[],
  { releases, bundles }: Keeping,
): Promise<Set<string>> {
  if (candidates.length === 0) return new Set();
  const withBundle = candidates.filter(
    ({ id, requestFence, bundle }) => bundles.has(bundle ?? '') || bundles.has(bundleName(id, requestFence)),
  );
  return new Set([
    ...withBundle.map(({ id }) => id),
    ...(await repeated(sql, candidates)),
    ...(await planned(sql, candidates)),
    ...(await removals(sql, candidates)),
    ...(await onHosts(
      sql,
      candidates.filter(({ recorded }) => recorded === 1).map(({ id }) => id),
      releases + besides,
    )),
  ]);
}

/** Those that another request is a retry of. */
async function repeated(sql: Statements, candidates: readonly Candidate[]): Promise<string[]> {
  const ids = filledUp(candidates.map(({ id }) => id));
  const rows = await sql.query<{ id: string }>(
    `SELECT DISTINCT retry_of AS id FROM rexflow_requests WHERE retry_of IN (${placeholders(ids)})`,
    ids,
  );
  return rows.map(({ id }) => id);
}

/** Plans that a release names which is still there. */
async function planned(sql: Statements, candidates: readonly Candidate[]): Promise<string[]> {
  const plans = candidates.filter(({ planHash }) => planHash !== null);
  if (plans.length === 0) return [];
  const times = plans.map(({ at }) => at).sort();
  // Only the words of an older program tell, where it stored no typed request.
  const plan = "JSON_EXTRACT(COALESCE(request, parameters), '$.plan')";
  const rows = await sql.query<{ hash: string | null }>(
    `SELECT DISTINCT JSON_UNQUOTE(${plan}) AS hash FROM rexflow_requests
     WHERE action = 'release' AND accepted_at >= ? AND accepted_at < CAST(? AS DATETIME(3)) + INTERVAL ${planDays} DAY`,
    [times[0]!, times.at(-1)!],
  );
  const named = new Set(rows.map(({ hash }) => hash));
  return plans.filter(({ planHash }) => named.has(planHash)).map(({ id }) => id);
}

/** Those that took apps away from their hosts: without them the releases before would count as live again. */
async function removals(sql: Statements, candidates: readonly Candidate[]): Promise<string[]> {
  const ids = filledUp(candidates.map(({ id }) => id));
  const rows = await sql.query<{ id: string }>(
    `SELECT DISTINCT request_id AS id FROM rexflow_host_releases
     WHERE request_id IN (${placeholders(ids)}) AND standing = 'removed'`,
    ids,
  );
  return rows.map(({ id }) => id);
}

interface Part {
  request_id: string;
  app_key: string;
  random_str: string;
  program_after: string | null;
  config_after: string | null;
  program_before: string | null;
  config_before: string | null;
}

/**
 * Those whose directories may still lie on a host: of each app the newest `count` good releases and every younger one, and
 * every other one whose directory one of these has made live or left behind.
 */
async function onHosts(sql: Statements, ids: readonly string[], count: number): Promise<string[]> {
  if (ids.length === 0) return [];
  const columns =
    'h.request_id, h.app_key, h.random_str, h.program_after, h.config_after, h.program_before, h.config_before';
  const bound = filledUp(ids);
  const parts = await sql.query<Part>(
    `SELECT ${columns} FROM rexflow_host_releases h WHERE h.request_id IN (${placeholders(bound)})`,
    bound,
  );
  const keys = [...new Set(parts.map((part) => part.app_key))];
  if (keys.length === 0) return [];
  const keyed = filledUp(keys);
  // A randomStr begins with the time, so the greatest is the newest.
  const edge = `(SELECT STRAIGHT_JOIN h.random_str FROM rexflow_host_releases h FORCE INDEX (newest)
    JOIN rexflow_requests r ON r.id = h.request_id
    WHERE h.app_key = a.app_key AND h.standing = 'new' AND r.recorded = 1
    ORDER BY h.random_str DESC LIMIT 1 OFFSET ${Math.trunc(count) - 1})`;
  const young = await sql.query<Part & { edge: string }>(
    `SELECT STRAIGHT_JOIN edges.edge, ${columns}
     FROM (SELECT a.app_key, ${edge} AS edge FROM rexflow_leases a WHERE a.app_key IN (${placeholders(keyed)})) AS edges
     JOIN rexflow_host_releases h FORCE INDEX (newest) ON h.app_key = edges.app_key AND h.random_str >= edges.edge`,
    keyed,
  );
  const edges = new Map(young.map((part) => [part.app_key, part.edge]));
  const lying = new Set(
    young.flatMap(({ app_key: key, program_after, config_after, program_before, config_before }) =>
      [program_after, config_after, program_before, config_before].flatMap((path) => (path ? [`${key}\n${path}`] : [])),
    ),
  );
  const stays = ({ app_key: key, random_str: number, program_after, config_after }: Part): boolean => {
    const from = edges.get(key);
    // Not as many good ones yet: all of them may lie there.
    if (from === undefined || number >= from) return true;
    return [program_after, config_after].some((path) => path !== null && lying.has(`${key}\n${path}`));
  };
  return [...new Set(parts.filter(stays).map((part) => part.request_id))];
}
