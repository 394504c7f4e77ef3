import { commandsOf, trapSomewhere } from '../inside.js';
import { unharmed, type Kind } from '../kind.js';
import { killWorkers, workerAt } from '../strikes.js';

export const workerInCommand: Kind = {
  name: 'worker-in-command',
  about: 'SIGKILL of the worker while a command runs on a host, or in the stage',
  may: unharmed,
  prepare: async (round) => {
    const { command, host, held } = await trapSomewhere(round, commandsOf(round));
    return async () => {
      if (!(await held.sprung())) return false;
      const worker = await workerAt(round, command === 'stage' ? null : host.app.name);
      if (worker) await killWorkers(round, [worker]);
      return worker !== null;
    };
  },
};
