import type { SshClient } from '#ssh';
import type { WorkerDeps } from '../state/dependencies.js';

/** What a look at a host needs; `ssh` is a client of its own, so that no release waits for a channel or a login of ours. */
export type LookDeps = Pick<WorkerDeps, 'config' | 'inventory' | 'now' | 'log' | 'secrets'> & {
  records: Pick<
    WorkerDeps['records'],
    'live' | 'claimLooks' | 'holdLook' | 'storeLooks' | 'takeRosterTurn' | 'storeRoster' | 'noteLogins'
  >;
  ssh: Pick<SshClient, 'run' | 'tunnel'>;
  /** This worker has a request in hand: what can wait then does. */
  hasRequests: () => boolean;
  /** Counts a look that has ended. */
  looked: (outcome: 'seen' | 'away' | 'busy', seconds: number) => void;
};
