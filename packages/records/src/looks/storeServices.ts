import { warningText, type ServiceSeen, type Warning } from '#contract';
import type { Database, Statements } from '#mysql';
import type { SightedService } from '#release';
import { fromUtc, utc } from '../base/times.js';

/** The service of an app as it was found, and since when it runs by the clock of who looked. */
export type LookedService = Omit<SightedService, 'up'> & { since: Date | null };

/** What the column holds: a state that could not be asked has the reason in English, and what it says. */
interface Stored extends Omit<ServiceSeen, 'since' | 'reason'> {
  since: string | null;
  reason: string | null;
  statement?: Exclude<Warning, string>;
}

const longest = 500;
const longestStated = 8000;

/** What a host wrote may be long, and what is said of it is to be said in every language all the same. */
const shortened = (reason: Exclude<Warning, string>): Exclude<Warning, string> =>
  JSON.parse(JSON.stringify(reason), (_, value: unknown) =>
    typeof value === 'string' ? value.slice(0, longest) : value,
  ) as Exclude<Warning, string>;

/** A service as its column holds it. */
export function serviceColumn({ reason, since, ...rest }: LookedService): string {
  const text = reason === null ? null : warningText(reason).slice(0, longest);
  const stated = reason === null || typeof reason === 'string' ? {} : { statement: shortened(reason) };
  const brief: Stored = { ...rest, since: since?.toISOString() ?? null, reason: text };
  const whole = JSON.stringify({ ...brief, ...stated });
  return whole.length > longestStated ? JSON.stringify(brief) : whole;
}

/** A column as the service it holds; null where nobody looked. */
export function serviceIn(column: string | null, at: string | null): (ServiceSeen & { at: Date }) | null {
  if (column === null || at === null) return null;
  const { since, reason, statement, ...rest } = JSON.parse(column) as Stored;
  return { ...rest, since: since === null ? null : new Date(since), reason: statement ?? reason, at: fromUtc(at) };
}

/** An app whose host was looked at, and that could not be seen there. */
export interface UnseenApp {
  app: string;
  at: Date;
  reason: Warning;
}

/** Stores why nobody knows how the services of these apps are; what was seen of them before stays. */
export async function storeUnseen(db: Database, unseen: readonly UnseenApp[]): Promise<void> {
  for (const { app, at, reason } of unseen)
    await db.execute('UPDATE rexflow_seen SET service = ?, service_at = ? WHERE app_key = ?', [
      serviceColumn({ state: 'unknown', since: null, pids: [], restarts: null, reason }),
      utc(at),
      app,
    ]);
}

/** What a request that ends has done to services. */
interface EndedRequest {
  action: string;
  operation: string | null;
}

/**
 * Remembers which apps a request that ends had stopped: that they do not run is meant, until another one starts or releases them. One that
 * was asked to start and does not run is failing again.
 */
export async function noteStops(sql: Statements, id: string, { action, operation }: EndedRequest): Promise<void> {
  if (action === 'service' && operation === 'stop')
    await sql.execute(
      `UPDATE rexflow_seen s JOIN rexflow_host_releases h ON h.app_key = s.app_key JOIN rexflow_requests r ON r.id = h.request_id
       SET s.stopped_at = UTC_TIMESTAMP(3), s.stopped_by = r.caller, s.stopped_job = r.id, s.failing = NULL, s.failing_statement = NULL
       WHERE h.request_id = ? AND h.vote = 'done'`,
      [id],
    );
  else if (action === 'service' || action === 'release' || action === 'rollback')
    await sql.execute(
      `UPDATE rexflow_seen s JOIN rexflow_host_releases h ON h.app_key = s.app_key
       SET s.stopped_at = NULL, s.stopped_by = NULL, s.stopped_job = NULL
       WHERE h.request_id = ? AND s.stopped_at IS NOT NULL
         AND (${action === 'service' ? 'h.step IS NOT NULL' : "h.standing IN ('new', 'restored', 'down', 'unknown')"})`,
      [id],
    );
}
