import type { Place } from '../hold.js';
import { unharmed, type Kind, type Strike } from '../kind.js';
import type { Round } from '../round.js';
import { killWorkers, workerAt } from '../strikes.js';

/** Where the worker is killed: a place of `hold`, in the work on an app or on the request as a whole. */
export interface Boundary {
  place: Place;
  what: string;
  app: string | null;
}

/** Before and after each of these steps of an app. */
export const around = (app: string, steps: readonly string[]): Boundary[] =>
  steps.flatMap((what) => (['begin', 'asked', 'answered'] as const).map((place) => ({ place, what, app })));

/** Every place where something is stored: around each step and vote of an app, and where the phase changes. */
function boundaries({ hosts }: Round, steps: readonly string[], phases: readonly string[]): Boundary[] {
  const voting = phases.filter((phase) => phase !== 'stage');
  const changes = phases.flatMap((phase) => [`${phase} begun`, `${phase} ended`]);
  return [
    ...hosts.flatMap(({ app: { name } }) => [
      ...around(name, steps),
      ...voting.map((what) => ({ place: 'vote' as const, what, app: name })),
    ]),
    ...[...changes, 'settle ended'].map((what) => ({ place: 'phase' as const, what, app: null })),
  ];
}

/** Kills the worker that comes to a boundary, before what it stores there is stored. */
export async function killAt(round: Round, { place, what, app }: Boundary): Promise<Strike> {
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
}

export const workerAtBoundary: Kind = {
  name: 'worker-at-boundary',
  about: 'SIGKILL of the worker just before a begin, an outcome, a vote or a phase is stored',
  may: unharmed,
  prepare: (round) =>
    killAt(round, round.random.pick(boundaries(round, round.arena.steps, ['stage', 'prepare', 'activate']))),
};

export const workerInRollback: Kind = {
  name: 'worker-in-rollback',
  about: 'the same in a rollback',
  may: unharmed,
  prepare: async (round) => {
    // Twice, so that both hosts have the same release to go back to, whatever an earlier round left on one of them.
    await round.arena.ship();
    await round.arena.ship();
    round.beginHere();
    const steps = ['inspect', 'verifyTarget', 'activate', 'probe'];
    return await killAt(round, round.random.pick(boundaries(round, steps, ['prepare', 'activate'])));
  },
  post: async (round) => void (await round.post({ action: 'rollback', k: 'server' })),
};
