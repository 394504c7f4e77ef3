import type { Seclusion, SeenDirectories } from '#contract';

/** The setup of a Redis. */
export interface RedisState {
  version: string | null;
  /** Its policy when its memory is used up. */
  policy: string | null;
  appendOnly: boolean | null;
  /** Bytes; a `maxMemory` of 0 is no limit. */
  usedMemory: number;
  maxMemory: number;
  /** Milliseconds its clock is ahead of ours. */
  clockAheadMs: number;
}

/** Jobs of one kind: not begun, at work (also while it waits for others), and waiting for their next try. */
export interface JobCounts {
  waiting: number;
  active: number;
  delayed: number;
}

/** The report of a living worker about itself. */
export interface WorkerSign {
  /** Machine, process id and a drawn part. */
  id: string;
  /** Milliseconds its clock is ahead of Redis' at least (behind: negative); null where its version does not tell. */
  clockAheadMs: number | null;
  /** Its directories, as it saw them last; null where its version does not tell. */
  directories: SeenDirectories | null;
  /** Which rexflow it is, in one line; null where its version does not tell. */
  build: string | null;
  /** How far it is kept apart from others on its machine; null where its version does not tell. */
  seclusion: Seclusion | null;
  /** Programs that bring and unpack what is released, and its machine does not have; absent where that is none, or its version does not tell. */
  lacking?: readonly string[];
  /** Names of what hooks may run there. */
  hooks: readonly string[];
}

/** The gateway's side of the queue. */
export interface Submitter {
  /** Hands a stored request to the workers; the same id twice is one job. Throws as `ping`.
   */
  submit(requestId: string, changes: boolean): Promise<void>;
  /** Hands a stored look at a host to the workers. Throws as `ping`. */
  submitLook(lookId: string): Promise<void>;
  /** Hands a log that is to be followed to the workers. Throws as `ping`. */
  submitTail(tailId: string): Promise<void>;
  /** Hears what a worker says of such a log, until the function that comes back is called. */
  listenTail(tailId: string, heard: (message: string) => void): Promise<() => void>;
  /** Tells every worker to stop working on a request. */
  cancel(requestId: string): Promise<void>;
  /** Resolves when the request moved on (a phase, a step, the settlement), after `ms` at the latest. */
  moved(requestId: string, ms: number): Promise<void>;
  /** The same for any request. */
  anyMoved(ms: number): Promise<void>;
  /** Workers that have reported themselves within the last seconds, by Redis' clock. Throws QUEUE_AWAY. */
  workers(): Promise<WorkerSign[]>;
  /** Jobs that advance requests, and jobs that work on one app of one. */
  counts(): Promise<{ requests: JobCounts; apps: JobCounts }>;
  /** The setup of Redis. Throws QUEUE_AWAY. */
  state(): Promise<RedisState>;
  /**
   * Resolves when Redis answers and takes what it is given; otherwise throws QUEUE_AWAY, QUEUE_FULL, QUEUE_READONLY. Unless
   * `anew` says so, what was seen a moment ago is believed.
   */
  ping(anew?: boolean): Promise<void>;
  close(): Promise<void>;
}
