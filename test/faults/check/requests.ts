import type { AppResult, Settlement } from '#contract';
import type { Round } from '../round.js';

/** One accepted request as the database holds it. */
export interface Ended {
  id: string;
  action: string;
  stamp: string;
  settlement: Settlement;
  /** How often it was settled. */
  settlements: number;
  /** Milliseconds since 1970. */
  settledAt: number;
  apps: Map<string, AppResult>;
  /** Directories live after it, by app, as `pre_deploy_manage` has them. */
  recorded: Map<string, { program: string | null; ended: boolean }>;
}

/** The requests a round's were accepted as, oldest first; one that is not settled is not among them. */
export async function endedRequests({ arena, requests }: Round): Promise<Ended[]> {
  const found: Ended[] = [];
  for (const id of requests) {
    const [row] = await arena.rows(
      `SELECT action, stamp, settlement, TIMESTAMPDIFF(MICROSECOND, settled_at, UTC_TIMESTAMP(6)) / 1000 AS ago,
         (SELECT COUNT(*) FROM rexflow_events e WHERE e.request_id = r.id AND e.kind = 'settled') AS settlements
       FROM rexflow_requests r WHERE id = ? AND state = 'settled'`,
      [id],
    );
    if (!row) continue;
    const settlement = JSON.parse(String(row.settlement)) as Settlement;
    const records = await arena.rows(
      `SELECT deploy_key, deloy_prodir_after, end_time FROM pre_deploy_manage
       WHERE randomStr IN (SELECT random_str FROM rexflow_host_releases WHERE request_id = ?)`,
      [id],
    );
    found.push({
      ...{ id, action: String(row.action), stamp: String(row.stamp), settlement, settlements: Number(row.settlements) },
      settledAt: Date.now() - Number(row.ago),
      apps: new Map(settlement.apps.map((app) => [app.appKey, app])),
      recorded: new Map(
        records.map((record) => [
          String(record.deploy_key),
          { program: record.deloy_prodir_after as string | null, ended: record.end_time !== null },
        ]),
      ),
    });
  }
  return found.sort((a, b) => a.settledAt - b.settledAt);
}

/** Whether each request came to one settlement, and to one that its fault allows. */
export function checkRequests({ kind, may, requests }: Round, ended: readonly Ended[]): string[] {
  const wrong = requests
    .filter((id) => !ended.some((request) => request.id === id))
    .map((id) => `${id} was accepted and is not settled`);
  if (requests.length === 0 && !kind.mayRefuse) wrong.push('no request was accepted');
  for (const { id, settlement, settlements, apps } of ended) {
    const { outcome, trouble } = settlement;
    const said = `${id} settled as ${outcome}: ${trouble?.code ?? ''} ${trouble?.message ?? ''}`;
    if (!may.outcomes.includes(outcome)) wrong.push(said);
    for (const [name, { standing, outcome: own }] of apps) {
      if (standing === null || (standing === 'new' && own !== 'done') || (standing !== 'new' && own === 'done'))
        wrong.push(`${name} is ${own} with the standing ${standing}; ${said}`);
      else if (standing !== 'new' && !may.standings.includes(standing))
        wrong.push(`${name} may not be ${standing}; ${said}`);
    }
    if (settlements !== 1) wrong.push(`${id} was settled ${settlements} times`);
  }
  return wrong;
}
