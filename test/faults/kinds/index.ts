import type { Kind } from '../kind.js';
import { appDeaf, appExits, appForks, appHangs, initTalks } from './application.js';
import { cancelInActivation, cancelInPrepare, cancelInStage } from './cancelled.js';
import { mysqlLostAtCommits, mysqlLostAtPost } from './commit.js';
import { tenAtOnce, twoAppsAtOnce, twoAtOnce } from './contention.js';
import { gatewayKilled } from './gatewayKilled.js';
import { diskFull, diskFullAtSwitch, readOnly } from './host.js';
import { hostProgram } from './hostProgram.js';
import { databaseRestored, twoInstallations } from './installations.js';
import { connectionHangs, networkGone, sshdInActivation, sshdInCarry } from './ssh.js';
import {
  mysqlRestarted,
  mysqlUnreachable,
  redisEmptied,
  redisFull,
  redisRestarted,
  redisUnreachable,
} from './stores.js';
import { workerAnytime, workersBoth } from './workerAnytime.js';
import { workerAtBoundary, workerInRollback } from './workerAtBoundary.js';
import { workerClock } from './workerClock.js';
import { workerInCommand } from './workerInCommand.js';
import { workerInTakeBack, workerInUndo, workerInUndoCommand } from './workerInUndo.js';
import { workerStoppedAtBoundary, workerStoppedInCommand } from './workerStopped.js';

/** Everything that is broken, in the order in which it is told. */
export const kinds: readonly Kind[] = [
  workerAtBoundary,
  workerInRollback,
  workerInUndo,
  workerInTakeBack,
  workerInUndoCommand,
  workerInCommand,
  workerAnytime,
  workersBoth,
  workerStoppedAtBoundary,
  workerStoppedInCommand,
  workerClock,
  gatewayKilled,

  redisRestarted,
  redisEmptied,
  redisUnreachable,
  redisFull,
  mysqlRestarted,
  mysqlUnreachable,
  mysqlLostAtPost,
  mysqlLostAtCommits,
  databaseRestored,

  sshdInCarry,
  sshdInActivation,
  connectionHangs,
  networkGone,

  diskFull,
  diskFullAtSwitch,
  readOnly,
  hostProgram,
  appExits,
  appHangs,
  appDeaf,
  appForks,
  initTalks,

  twoAtOnce,
  tenAtOnce,
  twoAppsAtOnce,
  twoInstallations,
  cancelInStage,
  cancelInPrepare,
  cancelInActivation,
];
