export { openQueues, type Queues } from './board.js';
export { inspectRedis } from './connect.js';
export { createSubmitter } from './submitter.js';
export type { JobCounts, RedisState, Submitter, WorkerSign } from './types.js';
export type { Meetings } from './meeting.js';
export type { Stops } from './running.js';
export type { AppJob, Duties, Walked } from './duties.js';
export type { Place } from './places.js';
export { startWorkers, type WorkerOptions, type Workers } from './workers.js';
