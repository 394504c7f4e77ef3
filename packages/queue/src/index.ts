export { openQueues, type Queues } from './board.js';
export { inspectRedis } from './connect.js';
export { createSubmitter } from './submitter.js';
export type { JobCounts, RedisState, Submitter, WorkerSign } from './types.js';
export type { Meetings } from './meeting.js';
export type { Stops } from './running.js';
export { startWorkers, type AppJob, type Duties, type Walked, type WorkerOptions, type Workers } from './workers.js';
