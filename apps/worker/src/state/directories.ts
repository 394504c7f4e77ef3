import { seeDirectory } from '#bundle';
import type { Config } from '#config';
import {
  directoryDifferences,
  directoryKeys,
  isWanted,
  spelledDirectory,
  inEnglish,
  statement,
  tellDifference,
  CodedError,
  type DirectoryIdentity,
  type DirectoryKey,
  type DirectorySeen,
  type SeenDirectories,
  type Statement,
  type WantedDirectories,
} from '#contract';
import type { WorkerSign } from '#queue';
import type { Logger } from 'pino';
import { every } from '#async';

/** The part of the queue by which a worker compares itself with the others. */
export interface Crew {
  readonly id: string;
  living(): Promise<WorkerSign[]>;
  giveSign(): Promise<void>;
}

/** The directories of config.yml as this worker sees them, compared with those that requests and other workers mean. */
export interface Directories {
  /** The directories as they were seen last. */
  known(): SeenDirectories;
  /** Inspects all of them anew, marks those without a mark, and reports them to the others. */
  look(): Promise<void>;
  /**
   * Returns when these directories are the wanted ones. Throws DIRECTORY_ELSEWHERE when somebody else has to do it, and
   * DIRECTORY_AWAY when no live worker has them and none came in the time of `worker.handover`. `waits` gets what is waited for.
   */
  require(of: string, wanted: WantedDirectories, waits: (what: Statement) => Promise<void>): Promise<void>;
  /** Inspects them now and then, and logs the differences between the workers, when they change. */
  watch(crew: Crew): { stop: () => Promise<void> };
}

const everyMs = 5000;
/** Milliseconds for which the answer of the others is reused. */
const believedMs = 1000;

/** Number of times a directory may be made anew while a request still is for it as it was. */
const mostPlaces = 50;

const nothing: DirectoryIdentity = { id: null, at: null };

/** Creates the view of this worker on the directories of config.yml. */
export function createDirectories(config: Pick<Config, 'directories' | 'worker'>, log: Logger): Directories {
  const paths = config.directories;
  /** Each directory as it was last seen with its mark. */
  const marked = new Map<DirectoryKey, DirectorySeen>();
  /** Places of each directory under its present mark and file system: it may have been made anew. */
  const places = new Map<DirectoryKey, Set<string>>();
  let seen: SeenDirectories = {};
  let crew: Crew | null = null;
  let lastAnswer: { at: number; signs: Promise<WorkerSign[]> } | null = null;
  /** Start of the wait for directories nobody has, by request, by the clock of this process, which nobody sets. */
  const waiting = new Map<string, number>();

  async function seeOne(key: DirectoryKey): Promise<DirectorySeen | null> {
    const one = await seeDirectory(paths[key], { make: true, needed: key === 'store', before: marked.get(key) });
    if (!one?.id) return one;
    const last = marked.get(key);
    if (last && (last.id !== one.id || last.device !== one.device)) places.delete(key);
    if (one.at) {
      const all = (places.get(key) ?? new Set<string>()).add(one.at);
      if (all.size > mostPlaces) all.delete(all.values().next().value!);
      places.set(key, all);
    }
    marked.set(key, one);
    return one;
  }

  async function look(): Promise<void> {
    const next: SeenDirectories = {};
    // One after the other: a file system that hangs takes one thread of those all share, not each of them.
    for (const key of directoryKeys) {
      const one = await seeOne(key);
      if (one) next[key] = one;
    }
    const changed = JSON.stringify(next) !== JSON.stringify(seen);
    seen = next;
    if (!changed) return;
    // The next sign of life reports it, too: without Redis the work goes on.
    await crew?.giveSign().catch((thrown: unknown) => log.warn({ err: thrown }, 'the others could not be told'));
  }

  function living(): Promise<WorkerSign[]> {
    const now = performance.now();
    if (!lastAnswer || now - lastAnswer.at > believedMs) {
      lastAnswer = { at: now, signs: crew?.living() ?? Promise.resolve([]) };
      lastAnswer.signs.catch(() => (lastAnswer = null));
    }
    return lastAnswer.signs;
  }

  /** True when it was the wanted one before it was made anew. */
  const wasThere = (key: DirectoryKey, mine: DirectorySeen, { id, at }: DirectoryIdentity): boolean =>
    mine.id !== null && mine.id === id && at !== null && places.get(key)?.has(at) === true;

  /** The error of a directory that is not the wanted one here, or null. */
  async function elsewhere(of: string, key: DirectoryKey, wanted: DirectoryIdentity): Promise<CodedError | null> {
    const mine = await seeOne(key);
    if (mine) seen = { ...seen, [key]: mine };
    // The very place: no report of the others can change that.
    if (mine && wanted.at !== null && (mine.at === wanted.at || wasThere(key, mine, wanted))) return null;
    const signs = await living();
    const others = signs.flatMap(({ id, directories }) => {
      const one = directories?.[key];
      return one && id !== crew?.id ? [{ id, one }] : [];
    });
    const all = [...others.map(({ one }) => one), ...(mine ? [mine] : [])];
    if (mine && isWanted(mine, wanted, all)) return null;
    const directory = spelledDirectory(key);
    const path = mine?.path ?? `${paths[key]}, which does not exist`;
    const held = others.some(({ one }) => isWanted(one, wanted, all));
    const last = marked.get(key);
    // It was this one, and was removed: nobody else will ever have it, and the work that needs it fails at once, naming it.
    if (!mine && !held && last && isWanted(last, wanted, all)) return null;
    const since = waiting.get(of) ?? performance.now();
    if (held) waiting.delete(of);
    else waiting.set(of, since);
    if (!held && performance.now() - since >= config.worker.handover * 1000) {
      const candidates = [{ id: crew?.id ?? 'this worker', one: mine ?? { ...nothing, path } }, ...others];
      const inspected = candidates.map(({ id, one }) => `${one.path} of ${id} (${one.id ?? 'not marked'})`);
      const mark = wanted.id ?? wanted.at ?? '';
      return new CodedError('DIRECTORY_AWAY', { directory, mark, seconds: config.worker.handover, seen: inspected });
    }
    return new CodedError('DIRECTORY_ELSEWHERE', { directory, path, ...(held ? {} : { nobody: 'yes' }) });
  }

  return {
    known: () => seen,
    look,
    require: async (of, wanted, waits) => {
      for (const [key, identity] of Object.entries(wanted) as [DirectoryKey, DirectoryIdentity][]) {
        const trouble = await elsewhere(of, key, identity);
        if (!trouble) continue;
        if (trouble.code === 'DIRECTORY_AWAY') waiting.delete(of);
        if (trouble.details.nobody) await waits(statement('waits.directory', { directory: spelledDirectory(key) }));
        throw trouble;
      }
      waiting.delete(of);
    },
    watch: (given) => {
      crew = given;
      let [logged, previous] = ['', ''];
      const compare = async (): Promise<void> => {
        await look();
        const signs = await given.living();
        const own = { name: `this worker (${given.id})`, directories: seen };
        const others = signs.flatMap(({ id, directories }) =>
          directories && id !== given.id ? [{ name: id, directories }] : [],
        );
        const differences = directoryDifferences([own, ...others])
          .map(tellDifference)
          .map(inEnglish);
        const now = differences
          .map(({ message }) => message)
          .sort()
          .join('\n');
        // A report of theirs may be older than ours: only a difference seen twice counts.
        const settled = now === previous;
        previous = now;
        if (now === logged || !settled) return;
        logged = now;
        for (const { message, advice } of differences) log.error({ advice }, message);
        if (differences.length === 0) log.info('all workers that live share their directories');
      };
      return every(everyMs, compare, (thrown) => log.warn({ err: thrown }, 'the directories could not be compared'));
    },
  };
}
