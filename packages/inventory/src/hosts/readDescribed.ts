import type { Outage } from '#contract';
import { secondsIn, type AppSettings, type FleetHost, type GroupSettings, type SourceSettings } from '#fleet';
import type { Row, Statements } from '#mysql';
import type { StrategySettings } from '#release';
import { besideOfGroup, type BesideRows } from '../beside/besideRow.js';
import { hostTable, type HostTable } from './hostTable.js';

/** What a database says of hosts and groups beside the rows of the apps. */
export interface Described extends BesideRows {
  hosts: HostTable;
  /** How the hosts of each group are switched, as far as it is said. */
  rollouts: ReadonlyMap<string, Partial<StrategySettings>>;
  /** Where releases of each group take its program from that do not say it; absent where that is not set. */
  sources: ReadonlyMap<string, SourceSettings>;
  /** Hosts out of service, by name or address. */
  outages: ReadonlyMap<string, Outage>;
  /** All there is as one text, to see that something has changed. */
  text: string;
}

/** Reads what is described beside the rows. The database of another environment may have no table for them, or not open it to us: then there are none. */
export function describedReader(db: Statements): () => Promise<Described> {
  let present: Promise<boolean> | null = null;
  const isPresent = async (): Promise<boolean> => {
    const found = await db.query<Row>(
      "SELECT 1 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'rexflow_settings'",
    );
    // It may come with the next upgrade of whoever owns that database.
    if (found.length === 0) present = null;
    return found.length > 0;
  };
  let kept: { revision: string; described: Described } | null = null;
  return async () => {
    present ??= isPresent().catch((thrown: unknown) => {
      present = null;
      throw thrown;
    });
    if (!(await present)) return describe([]);
    // Every change counts there: five hundred hosts are not read at each release.
    const [row] = await db.query<Row>("SELECT revision FROM rexflow_settings WHERE scope = 'fleet' AND name = ''");
    const revision = String(row?.['revision']);
    if (kept?.revision !== revision) kept = { revision, described: describe(await describedRows(db)) };
    return kept.described;
  };
}

interface DescribedRow {
  scope: string;
  name: string;
  value: string;
}

const describedRows = async (db: Statements): Promise<DescribedRow[]> =>
  await db.query<DescribedRow>(
    "SELECT scope, name, value FROM rexflow_settings WHERE scope IN ('host', 'group', 'outage', 'app') ORDER BY scope, name",
  );

function describe(rows: readonly DescribedRow[]): Described {
  const hosts = new Map<string, FleetHost>();
  const rollouts = new Map<string, Partial<StrategySettings>>();
  const sources = new Map<string, SourceSettings>();
  const outages = new Map<string, Outage>();
  const beside = new Map<string, AppSettings>();
  const besideGroups = new Map<string, AppSettings>();
  for (const { scope, name, value } of rows) {
    if (scope === 'outage') outages.set(name, JSON.parse(value) as Outage);
    else if (scope === 'host') hosts.set(name, JSON.parse(value) as FleetHost);
    else if (scope === 'app') beside.set(name, JSON.parse(value) as AppSettings);
    else {
      const settings = JSON.parse(value) as GroupSettings;
      rollouts.set(name, rolloutOf(settings.rollout ?? {}));
      if (settings.source) sources.set(name, settings.source);
      const ofGroup = besideOfGroup(settings);
      if (ofGroup) besideGroups.set(name, ofGroup);
    }
  }
  return {
    hosts: hostTable(hosts),
    rollouts,
    sources,
    outages,
    beside,
    besideGroups,
    text: rows.map(({ scope, name, value }) => `${scope} ${name} ${value}`).join('\n'),
  };
}

/** A rollout as releases have it: what is not said is not there. */
function rolloutOf({
  onFailure,
  maxFailures,
  batch,
  confirm,
}: NonNullable<GroupSettings['rollout']>): Partial<StrategySettings> {
  const some = (value: number | string | null | undefined): string | undefined =>
    value === null || value === undefined ? undefined : String(value);
  const wait = confirm ? secondsIn(confirm) : undefined;
  const all = { policy: onFailure ?? undefined, maxFailures: some(maxFailures), batch: some(batch), confirm: wait };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}
