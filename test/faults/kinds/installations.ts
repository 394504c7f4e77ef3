import { basename } from 'node:path';
import { dump, startBeside, undump } from '../../support/installation.js';
import { until } from '../../support/until.js';
import type { Arena } from '../arena.js';
import { awaitSettlements } from '../check/index.js';
import { unharmed, type Kind } from '../kind.js';
import { standOf, type Round } from '../round.js';

/** The second of the newest release is over: an older database does not know it, and directories bear its name. */
async function nextSecond({ hosts }: Arena): Promise<void> {
  const newest = hosts.map((host) => basename(standOf(host).program).slice(-'HHmmss'.length));
  const now = (): string => new Date().toTimeString().slice(0, 8).replaceAll(':', '');
  await until('the next second', 10, () => Promise.resolve(newest.every((second) => second < now())));
}

/** Each host was caught up with, once, and says so. */
async function checkCaughtUp(round: Round): Promise<void> {
  const rows = await round.arena.rows("SELECT details FROM rexflow_audit WHERE action = 'catchup' AND job = ?", [
    round.id,
  ]);
  if (rows.length !== round.hosts.length) round.seen.push(`${rows.length} hosts were caught up with`);
}

/** The database goes back to what it was some releases ago, under the feet of gateway and workers. */
export const databaseRestored: Kind = {
  name: 'database-restored',
  about: 'the database is restored to a dump that is some releases old',
  may: unharmed,
  prepare: async (round) => {
    const { arena } = round;
    const file = dump(arena.estate, 'prod', `round-${round.version}`);
    const releases = round.random.int(1, 3);
    round.note(`${releases} releases old`);
    for (let count = 0; count < releases; count += 1) await arena.ship();
    undump(arena.estate, 'prod', file);
    await nextSecond(arena);
    round.beginHere();
    return async () => {
      await awaitSettlements(round);
      await checkCaughtUp(round);
      return true;
    };
  },
};

const second = new WeakMap<Arena, ReturnType<typeof startSecond>>();

/** A rexflow with a database of its own and the same catalogue; one in each arena. */
async function startSecond({ estate, ends, guests, rows }: Arena) {
  await rows('CREATE DATABASE second CHARACTER SET utf8mb4');
  const made = await startBeside(estate, { database: 'second', password: null }, ends as (() => Promise<unknown>)[]);
  await rows('INSERT INTO second.pre_server_detail SELECT * FROM prod.pre_server_detail');
  const filled = await made.rex({ action: 'Enter:route:download', k: 'server', update: '1' });
  if (filled.at('code') !== '0') throw new Error(`the second rexflow: ${JSON.stringify(filled.body)}`);
  for (const pid of made.pids) guests.add(pid);
  return made;
}

/** Another rexflow releases to the same apps at the same moment: it is refused by name on each, and the own one never notices. */
export const twoInstallations: Kind = {
  name: 'two-installations',
  about: 'another rexflow, with a database of its own, releases to the same apps at the same moment',
  may: unharmed,
  prepare: async (round) => {
    const { arena } = round;
    const other = await (second.get(arena) ?? second.set(arena, startSecond(arena)).get(arena)!);
    round.beginHere();
    let asked: Promise<void> | null = null;
    const ask = async (): Promise<void> => {
      const answer = await other.rex({ action: 'release', k: 'server' });
      for (const at of round.hosts.keys()) {
        const said = answer.at(`data.data.0.data.${at}.error`);
        if (said !== 'INSTALLATION_OTHER') round.seen.push(`the other rexflow was told ${String(said)} by host ${at}`);
      }
    };
    asked = ask();
    return async () => {
      await asked;
      await ask();
      return true;
    };
  },
};
