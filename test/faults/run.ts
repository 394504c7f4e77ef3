import { startArena, type Arena } from './arena.js';
import { keepTraces } from './keep.js';
import type { FaultsOptions } from './options.js';
import { play, type Played } from './play.js';
import { tell } from './report.js';

/** What the readers of all arenas did. */
export interface Looks {
  /** The lowest rate, in looks a second. */
  slowest: number;
}

function broken(kind: string, round: number, thrown: unknown): Played {
  const text = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
  const none = { chosen: '', skipped: null, struck: true, recovery: null, skew: null, seconds: 0, outcomes: [] };
  return { ...none, kind, round, violations: [`the round could not be played to its end: ${text}`] };
}

/** Plays all rounds, some at once, each arena for many; after a violation a fresh one. */
export async function run(options: FaultsOptions, found: (played: Played) => void): Promise<Looks> {
  const { kinds, from, rounds, seed, defaults } = options;
  const looks: Looks = { slowest: Infinity };
  let next = from;

  const close = async (arena: Arena): Promise<null> => {
    looks.slowest = Math.min(looks.slowest, arena.reader.rate());
    await arena.stop();
    return null;
  };
  const work = async (): Promise<void> => {
    let arena: Arena | null = null;
    try {
      while (next < from + rounds) {
        const round = next++;
        const kind = kinds[round % kinds.length]!;
        arena ??= await startArena(defaults);
        const played = await play(arena, kind, round, seed).catch((thrown) => broken(kind.name, round, thrown));
        found(played);
        if (played.violations.length === 0) continue;
        const kept = await keepTraces(arena, `${seed}-${round}-${kind.name}`);
        tell(
          [
            `violation in round ${round} of seed ${seed}, ${kind.name} (${played.chosen}), ${played.outcomes.join(' ')}:`,
            ...played.violations.map((text) => `  ${text}`),
            `  again: npm run faults -- --seed ${seed} --kinds ${kind.name} --round ${round}${defaults ? ' --defaults' : ''}`,
            `  traces: ${kept}`,
          ].join('\n'),
        );
        arena = await close(arena);
      }
    } finally {
      if (arena) await close(arena);
    }
  };
  await Promise.all(Array.from({ length: Math.min(options.jobs, rounds) }, work));
  return looks;
}
