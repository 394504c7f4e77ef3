import { releaseStampIn, type AppSeen } from '#contract';
import { filledUp, placeholders, type Statements } from '#mysql';
import { fromLocal } from '../base/times.js';
import type { Tables } from '../base/settings.js';

/** An app as RexDeployV3 recorded it last, and who released it. */
export interface OriginalSeen {
  seen: AppSeen & { since: Date };
  by: string | null;
}

const byRecords = { by: 'records', drift: null, failing: null, moved: false, lost: null } as const;

interface Row {
  app: string;
  people: string | null;
  program: string | null;
  ended: string | null;
  /** Later attempts that did not end well. */
  later: number;
}

/** What the records of RexDeployV3 say that apps run: the newest deployment of each after which its program ran. */
export async function originalsSeen(
  sql: Statements,
  { records }: Tables,
  keys: readonly string[],
): Promise<Map<string, OriginalSeen>> {
  if (keys.length === 0) return new Map();
  const values = filledUp(keys);
  const rows = await sql.query<Row>(
    `SELECT m.deploy_key AS app, m.deploy_people AS people, m.deloy_prodir_after AS program, m.end_time AS ended,
       newest.last > newest.good AS later
     FROM (SELECT deploy_key, MAX(IF(processNumber > 0, id, 0)) AS good, MAX(id) AS last FROM \`${records}\`
           WHERE deploy_key IN (${placeholders(values)}) AND end_time IS NOT NULL GROUP BY deploy_key) AS newest
     JOIN \`${records}\` m ON m.id = newest.good`,
    values,
  );
  return new Map(
    rows.flatMap(({ app, people, program, ended, later }): [string, OriginalSeen][] => {
      const since = fromLocal(ended);
      if (since === null) return [];
      const release = { id: null, stamp: releaseStampIn(program ?? '') ?? '' };
      return [[app, { seen: { ...byRecords, app, release, since, seenAt: since, good: !Number(later) }, by: people }]];
    }),
  );
}
