import { unharmed, type Allowed, type Kind } from '../kind.js';
import type { Round } from '../round.js';

const undone: Allowed = { outcomes: ['partial', 'failed'], standings: ['old', 'restored'] };
const nothing = (): boolean => true;

/** The application of one host fails, as its configuration says. */
const failing = (name: string, about: string, fail: string, init: (round: Round, host: string) => void): Kind => ({
  name,
  about,
  may: undone,
  prepare: (round) => {
    const { app } = round.random.pick(round.hosts);
    round.lines[app.name] = `fail=${fail}`;
    init(round, app.name);
    return async () => {
      await round.met('the end', () => false);
      return true;
    };
  },
});

const startLine = 'start) start ;;';

export const appExits = failing('app-exits', 'an application that ends at once', 'exit', nothing);
export const appHangs = failing('app-hangs', 'an init script that hangs in start', 'hang', (round, name) => {
  const host = round.hosts.find(({ app }) => app.name === name)!;
  const hang = 'start) if grep -q fail=hang "$config_link/app.properties"; then sleep 86399; fi; start ;;';
  round.changeInit(host, startLine, hang);
});

/** What is live at the beginning was brought by a release that makes the next one hard. */
const hard = (name: string, about: string, lay: (round: Round) => Promise<void>): Kind => ({
  name,
  about,
  may: unharmed,
  prepare: async (round) => {
    await lay(round);
    round.beginHere();
    return nothing;
  },
});

export const appDeaf = hard('app-deaf', 'an application and an init script that do not hear SIGTERM', async (round) => {
  const host = round.random.pick(round.hosts);
  await round.arena.ship({ [host.app.name]: 'fail=deaf' });
  round.changeInit(host, 'stop) stop ;;', 'stop) running && kill "$pid"; exit 0 ;;');
  // It is needed until the application was stopped, which is in the middle of the release.
  round.wakes.push(round.mends.pop()!);
});

export const appForks = hard('app-forks', 'an application with a grandchild that outlives it', async (round) => {
  const host = round.random.pick(round.hosts);
  const grandchild = `setsid "$node" -e 'setTimeout(() => {}, 600_000)' "$key"`;
  round.changeInit(host, startLine, `start) ${grandchild} & start ;;`);
  await round.arena.ship();
  await round.mends.pop()!();
});

export const initTalks = hard('init-talks', 'an init script that prints a megabyte', (round) => {
  for (const host of round.hosts) {
    round.changeInit(host, startLine, `start) head -c 1048576 /dev/zero | tr '\\0' x; echo; start ;;`);
    round.wakes.push(round.mends.pop()!);
  }
  return Promise.resolve();
});
