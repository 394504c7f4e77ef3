import { unharmed, type Kind } from '../kind.js';
import { someMoment } from '../strikes.js';

/** Of the commit that stores a request. */
const storing = /INSERT INTO rexflow_requests[^]*COMMIT$/;

export const mysqlLostAtPost: Kind = {
  name: 'mysql-lost-at-post',
  about: 'the connection to MySQL is cut after the commit of a POST and before its answer',
  may: unharmed,
  prepare: async (round) => {
    const { arena, random } = round;
    const seconds = random.pick([0, 0, random.int(5, 30) / 10]);
    round.note(seconds === 0 ? 'back at once' : `away for ${seconds} s`);
    const stored = async (): Promise<number> =>
      Number((await arena.rows('SELECT COUNT(*) AS count FROM rexflow_requests'))[0]!.count);
    const before = await stored();
    let lost = false;
    arena.mysql.loseAnswer(storing, () => {
      lost = true;
      round.recoversFrom = Date.now() + seconds * 1000;
      if (seconds === 0) return;
      arena.mysql.cut();
      setTimeout(() => arena.mysql.mend(), seconds * 1000);
    });
    return async () => {
      const made = (await stored()) - before;
      if (made !== 1) round.seen.push(`one POST was answered, ${made} requests are stored`);
      return lost;
    };
  },
};

export const mysqlLostAtCommits: Kind = {
  name: 'mysql-lost-at-commits',
  about: 'connections to MySQL are cut after commits of a release under way, before their answers',
  may: unharmed,
  prepare: (round) => {
    const times = round.random.int(1, 6);
    round.note(`${times} commits`);
    return async () => {
      let lost = 0;
      for (let time = 0; time < times; time++) {
        if (!(await someMoment(round, 300))) break;
        round.arena.mysql.loseAnswer(/COMMIT$/, () => {
          lost += 1;
          round.recoversFrom = Date.now();
        });
      }
      return lost > 0;
    };
  },
};
