export { openQueueBoard, type QueueBoard } from './board.js';
export { inspectRedis } from './connect.js';
export { createSubmitter } from './submitter.js';
export type { JobCounts, RedisState, Submitter, WorkerSign } from './types.js';
export type { Barriers } from './meeting.js';
export type { Stops } from './running.js';
export type { AppJob, JobHandlers, AdvanceResult } from './duties.js';
export type { WorkSlot } from './places.js';
export { startWorkers, type WorkerOptions, type Workers } from './workers.js';
