import type { ErrorReport, HostCheckFindings, HostKeyFindings, LayoutFindings, LogMatch } from '#contract';
import type { Database } from '#mysql';
import type { HostLogin } from '#release';
import { fromUtc } from '../base/times.js';
import { newId } from '../requests/newId.js';

/** What a worker can be asked to look at on a host, with what it finds. */
export interface LookFindings {
  keys: HostKeyFindings;
  check: HostCheckFindings;
  layout: LayoutFindings;
  /** A log that is followed: what is heard of it is kept nowhere. */
  tail: { trouble: ErrorReport | null };
}

export type LookKind = keyof LookFindings;

/** The host a worker is to look at. */
export interface LookTarget {
  /** As the catalogue names it, or would. */
  host: string;
  /** What the catalogue says of the way there; null where config.yml alone says it. */
  login: HostLogin | null;
  /** The app_keys of the apps on it. */
  apps: string[];
  /** Where layouts of other tools are looked for, and of which app each is. */
  places?: { app: string; at: string }[];
  /** What of the log of its app is followed. */
  tail?: { file?: string; lines: number; pattern: string; match: LogMatch };
}

/** A look that somebody asked for. */
export interface HostLook<Kind extends LookKind = LookKind> {
  id: string;
  kind: Kind;
  /** Address, port and jump host. */
  machine: string;
  target: LookTarget;
  askedBy: string;
  askedAt: Date;
  endedAt: Date | null;
  found: LookFindings[Kind] | null;
}

/** What workers were asked to look at on hosts, and what they found. */
export interface HostLooks {
  /** Stores what is asked for, and gives its id. */
  ask(look: { kind: LookKind; machine: string; target: LookTarget; by: string }): Promise<string>;
  find(id: string): Promise<HostLook | null>;
  /** Stores what was found, and forgets what was found there before. */
  end(look: Pick<HostLook, 'id' | 'kind' | 'machine'>, found: LookFindings[LookKind]): Promise<void>;
  /** The newest look of a kind at a machine that has ended. */
  newest<Kind extends LookKind>(machine: string, kind: Kind): Promise<HostLook<Kind> | null>;
}

interface Row {
  id: string;
  kind: string;
  machine: string;
  target: string;
  asked_by: string;
  asked_at: string;
  ended_at: string | null;
  found: string | null;
}

const columns = 'id, kind, machine, target, asked_by, asked_at, ended_at, found';

const toLook = (row: Row): HostLook => ({
  id: row.id,
  kind: row.kind as LookKind,
  machine: row.machine,
  target: JSON.parse(row.target) as LookTarget,
  askedBy: row.asked_by,
  askedAt: fromUtc(row.asked_at),
  endedAt: row.ended_at === null ? null : fromUtc(row.ended_at),
  found: row.found === null ? null : (JSON.parse(row.found) as LookFindings[LookKind]),
});

/** Days after which a look is forgotten: what it found says nothing any more. */
const keptDays = 30;
const mostForgotten = 100;

/** Implements HostLooks. */
export function hostLookRecords(db: Database): HostLooks {
  const one = async (where: string, values: string[]): Promise<HostLook | null> => {
    const [row] = await db.query<Row>(`SELECT ${columns} FROM rexflow_host_looks WHERE ${where}`, values);
    return row ? toLook(row) : null;
  };
  return {
    ask: async ({ kind, machine, target, by }) => {
      const id = newId();
      await db.execute(
        `DELETE FROM rexflow_host_looks WHERE asked_at < UTC_TIMESTAMP(3) - INTERVAL ${keptDays} DAY LIMIT ${mostForgotten}`,
      );
      await db.execute(
        `INSERT INTO rexflow_host_looks (id, kind, machine, target, asked_by, asked_at)
         VALUES (?, ?, ?, ?, ?, UTC_TIMESTAMP(3))`,
        [id, kind, machine, JSON.stringify(target), by],
      );
      return id;
    },
    find: (id) => one('id = ?', [id]),
    end: async ({ id, kind, machine }, found) => {
      await db.execute('UPDATE rexflow_host_looks SET ended_at = UTC_TIMESTAMP(3), found = ? WHERE id = ?', [
        ...[JSON.stringify(found), id],
      ]);
      // Whoever asked a moment ago may still read theirs.
      await db.execute(
        `DELETE FROM rexflow_host_looks
         WHERE machine = ? AND kind = ? AND id <> ? AND asked_at < UTC_TIMESTAMP(3) - INTERVAL 5 MINUTE`,
        [machine, kind, id],
      );
    },
    newest: async <Kind extends LookKind>(machine: string, kind: Kind) =>
      (await one('machine = ? AND kind = ? AND ended_at IS NOT NULL ORDER BY asked_at DESC, id DESC LIMIT 1', [
        ...[machine, kind],
      ])) as HostLook<Kind> | null,
  };
}
