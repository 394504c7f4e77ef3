import { startArena, type Arena } from './arena.js';
import { fixtures, type Fixture } from './fixtures/keeping.js';
import { keepTraces } from './keep.js';
import type { FaultsOptions } from './options.js';
import { play, type Played } from './play.js';
import { randomOf } from './random.js';
import { tell } from './report.js';

/** What the readers of all arenas did. */
export interface Looks {
  /** The lowest rate, in looks a second. */
  slowest: number;
}

function broken(of: Pick<Played, 'kind' | 'round' | 'fixture'>, thrown: unknown): Played {
  const text = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
  const none = { chosen: '', skipped: null, struck: true, recovery: null, skew: null, seconds: 0, outcomes: [] };
  return { ...none, ...of, violations: [`the round could not be played to its end: ${text}`] };
}

/** The rounds by what the applications in them are, as the seed has it. */
function dealt({ kinds, from, rounds, seed, fixture }: FaultsOptions): Record<Fixture, number[]> {
  const found: Record<Fixture, number[]> = { plain: [], keeping: [] };
  for (let round = from; round < from + rounds; round++) {
    const { name } = kinds[round % kinds.length]!;
    found[fixture ?? randomOf(seed, name, round, 'fixture').pick(fixtures)].push(round);
  }
  return found;
}

/** Plays all rounds, some at once, each arena for many of one fixture; after a violation a fresh one. */
export async function run(options: FaultsOptions, found: (played: Played) => void): Promise<Looks> {
  const { kinds, rounds, seed, defaults } = options;
  const looks: Looks = { slowest: Infinity };
  const left = dealt(options);

  const close = async (arena: Arena): Promise<null> => {
    looks.slowest = Math.min(looks.slowest, arena.reader.rate());
    await arena.stop();
    return null;
  };
  const workOn = async (fixture: Fixture): Promise<void> => {
    let arena: Arena | null = null;
    try {
      for (let round = left[fixture].shift(); round !== undefined; round = left[fixture].shift()) {
        const kind = kinds[round % kinds.length]!;
        arena ??= await startArena(defaults, fixture);
        const of = { kind: kind.name, round, fixture };
        const played = await play(arena, kind, round, seed).catch((thrown) => broken(of, thrown));
        found(played);
        if (played.violations.length === 0) continue;
        const kept = await keepTraces(arena, `${seed}-${round}-${kind.name}`);
        const again = `--seed ${seed} --kinds ${kind.name} --round ${round} --fixture ${fixture}`;
        tell(
          [
            `violation in round ${round} of seed ${seed}, ${kind.name} (${played.chosen}), ${played.outcomes.join(' ')}:`,
            ...played.violations.map((text) => `  ${text}`),
            `  again: npm run faults -- ${again}${defaults ? ' --defaults' : ''}`,
            `  traces: ${kept}`,
          ].join('\n'),
        );
        arena = await close(arena);
      }
    } finally {
      if (arena) await close(arena);
    }
  };
  const work = async (lane: number): Promise<void> => {
    // What one of them has left over, the others take up.
    const order = lane % fixtures.length === 0 ? fixtures : fixtures.toReversed();
    for (const fixture of order) await workOn(fixture);
  };
  await Promise.all(Array.from({ length: Math.min(options.jobs, rounds) }, (_, lane) => work(lane)));
  return looks;
}
