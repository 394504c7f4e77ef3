import { setTimeout } from 'node:timers/promises';
import type { Config } from '#config';
import { asCodedError, CodedError, errorInside, inEnglish, statement, type Statement } from '#contract';
import { createInventory, type RowProblem, type UnusableRow } from '#inventory';
import { openSource } from '#mysql';
import { runningElsewhere, type RunningGroup } from '#records';

/** What the database of another environment says of it. */
export interface EnvironmentSeen {
  origin: 'recorded' | 'original';
  groups: ReadonlyMap<string, RunningGroup>;
  /** Rows of its catalogue that are no apps, and all that is wrong with its rows. */
  unusable: readonly UnusableRow[];
  problems: readonly RowProblem[];
  readAt: Date;
}

/** An environment that could not be read, and why. */
export interface EnvironmentUnknown {
  problem: string;
  statement: Statement;
}

/** The other environments of config.yml, as their databases tell; these are only read. */
export interface EnvironmentReader {
  /** Never throws: what goes wrong is a problem of this environment alone. */
  see(name: string): Promise<EnvironmentSeen | EnvironmentUnknown>;
}

/** What was read is good for so long: a page of the console asks with each release. */
const goodForMs = 15_000;
const connectMs = 2000;
/** Somebody waits for the answer: a database that is slow is as good as away. */
const patienceMs = 4000;

async function read({ environments }: Config, name: string, now: () => Date): Promise<EnvironmentSeen> {
  const { mysql, tables, external } = environments[name]!;
  const db = openSource(name, { ...mysql, poolSize: 2, connectTimeout: connectMs });
  try {
    const inventory = createInventory(db, { table: external ? tables.externalApps : tables.apps });
    const [apps, unusable, problems] = await Promise.all([
      inventory.all(),
      inventory.unusable({}),
      inventory.problems(),
    ]);
    const groups = new Map<string, string[]>();
    for (const { group, appKey } of apps) groups.set(group, [...(groups.get(group) ?? []), appKey]);
    return { ...(await runningElsewhere(db, tables, groups)), unusable, problems, readAt: now() };
  } finally {
    // It may hang as long as what was asked does.
    void db.close().catch(() => undefined);
  }
}

/** What went wrong, and what to do. */
function problemOf(thrown: unknown): EnvironmentUnknown {
  const trouble = asCodedError(thrown);
  const { code, advice } = trouble;
  const error = errorInside(trouble);
  const found =
    advice === null
      ? statement('environment.unread', { code, error })
      : statement('environment.unreadAdvised', { code, error, advice: errorInside(trouble, 'advice') });
  return { problem: `${inEnglish(found).message}${advice === null ? '' : `. ${advice}`}`, statement: found };
}

interface Known {
  /** The last answer, and when it came by the clock of this process. */
  seen: EnvironmentSeen | EnvironmentUnknown | null;
  at: number;
  /** What is being read. One that hangs is not asked again until it has ended. */
  reading: Promise<void> | null;
}

/** Creates the view of the other environments; `now` is the time shown with what was read. */
export function createEnvironmentReader(config: Config, now: () => Date): EnvironmentReader {
  const known = new Map<string, Known>();

  function begin(name: string, one: Known): Promise<void> {
    const keep = (seen: Known['seen']): void => {
      one.seen = seen;
      one.at = performance.now();
      one.reading = null;
    };
    return (one.reading ??= read(config, name, now).then(keep, (thrown: unknown) => keep(problemOf(thrown))));
  }

  return {
    see: async (name) => {
      const one = known.get(name) ?? { seen: null, at: -Infinity, reading: null };
      known.set(name, one);
      if (one.seen && performance.now() - one.at < goodForMs) return one.seen;
      const over = new AbortController();
      const late = setTimeout(patienceMs, true, { signal: over.signal }).catch(() => false);
      const isLate = await Promise.race([begin(name, one).then(() => false), late]);
      over.abort();
      if (!isLate && one.seen) return one.seen;
      const { host, port, database } = config.environments[name]!.mysql;
      const reason = `it has not answered within ${patienceMs / 1000} seconds`;
      return problemOf(
        new CodedError('SOURCE_AWAY', { environment: name, mysql: `${host}:${port}`, database, reason }),
      );
    },
  };
}
