import type { Place } from '../hold.js';
import { unharmed, type Kind } from '../kind.js';
import type { Round } from '../round.js';
import { killWorkers, workerAt } from '../strikes.js';

interface Boundary {
  place: Place;
  what: string;
  app: string | null;
}

const phases = ['prepare', 'activate'];

/** Every place where something is stored: around each step and vote of an app, and where the phase changes. */
function boundaries({ arena, hosts }: Round): Boundary[] {
  const steps = hosts.flatMap(({ app }) => [
    ...arena.steps.flatMap((what) =>
      (['begin', 'asked', 'answered'] as const).map((place) => ({ place, what, app: app.name })),
    ),
    ...phases.map((what) => ({ place: 'vote' as const, what, app: app.name })),
  ]);
  const changes = ['stage', ...phases].flatMap((phase) => [`${phase} begun`, `${phase} ended`]);
  return [...steps, ...[...changes, 'settle ended'].map((what) => ({ place: 'phase' as const, what, app: null }))];
}

export const workerAtBoundary: Kind = {
  name: 'worker-at-boundary',
  about: 'SIGKILL of the worker just before a begin, an outcome, a vote or a phase is stored',
  may: unharmed,
  prepare: async (round) => {
    const { place, what, app } = round.random.pick(boundaries(round));
    round.note(`${place} ${what} of ${app ?? 'the request'}`);
    const hold = await round.hold(place, what, app ?? '');
    return async () => {
      if (!(await round.met(`${place} ${what}`, () => hold.reached()))) return false;
      const worker = await workerAt(round, app);
      if (worker) await killWorkers(round, [worker]);
      // The statement dies with the worker: what was not stored is not stored.
      await hold.drop();
      return worker !== null;
    };
  },
};
