import { existsSync } from 'node:fs';
import { setupText } from '../language/setupText.js';
import type { SetupStep } from '../plan/action.js';
import type { Choices } from '../plan/record.js';
import { SetupError } from '../plan/setupError.js';
import { secretFile } from './common.js';
import { databaseTrouble, lookAtDatabase, mysqlPasswordFile, accountStatements } from './database.js';
import type { Places } from './places.js';
import { redisTrouble, redisUrlFile } from './queue.js';

/** A Redis that is there: its address is kept, and it is looked at. */
export function givenRedis(places: Places, url: string | null): SetupStep {
  const path = redisUrlFile(places);
  return {
    id: 'redis',
    title: setupText('step.givenRedis'),
    makes: [{ kind: 'file', name: path, data: true }],
    actions: [
      { ...secretFile(path, places, () => url ?? ''), keep: url === null } as SetupStep['actions'][number],
      {
        kind: 'task',
        shown: 'redis-cli -u … INFO',
        run: async () => {
          const trouble = await redisTrouble(places);
          if (trouble !== null) {
            throw new SetupError(setupText('error.redis', { reason: trouble }), setupText('advice.givenRedis'));
          }
        },
      },
    ],
    done: async (recorded) => recorded && (await redisTrouble(places)) === null,
  };
}

/** Refuses a database that holds tables which no setup of this place made, unless it is to be taken over. */
export async function requireOwn(found: { tables: number }, { database }: Choices, takeOver: boolean): Promise<void> {
  if (found.tables > 0 && !takeOver) {
    throw new SetupError(
      setupText('error.databaseFull', { database, n: found.tables }),
      setupText('advice.databaseFull'),
    );
  }
  await Promise.resolve();
}

/** A MySQL that is there, with a database and a user that its administrator made: it is looked at. */
export function givenMysql(places: Places, choices: Choices, password: string | null, takeOver: boolean): SetupStep {
  const path = mysqlPasswordFile(places);
  return {
    id: 'mysql',
    title: setupText('step.givenMysql', { host: choices.mysqlHost, port: choices.mysqlPort }),
    makes: [{ kind: 'file', name: path, data: true }],
    actions: [
      { ...secretFile(path, places, () => password ?? ''), keep: password === null } as SetupStep['actions'][number],
      {
        kind: 'task',
        shown: `mariadb -h ${choices.mysqlHost} -P ${choices.mysqlPort} -u ${choices.mysqlUser} -p ${choices.database}`,
        run: async () => {
          const trouble = await databaseTrouble(places, choices);
          if (trouble !== null) {
            throw new SetupError(
              setupText('error.mysql', { reason: trouble }),
              setupText('advice.givenMysql', { statements: accountStatements(choices, '%', '…') }),
            );
          }
          await requireOwn(await lookAtDatabase(places, choices), choices, takeOver);
        },
      },
    ],
    done: async (recorded) => recorded && existsSync(path) && (await databaseTrouble(places, choices)) === null,
  };
}
