export { openQueueBoard, type QueueBoard } from './queueBoard.js';
export { inspectRedis } from './connect.js';
export { createSubmitter } from './submitter.js';
export type { JobCounts, RedisState, Submitter, WorkerSign } from './types.js';
export type { Barriers } from './barriers.js';
export type { Stops } from './runningWork.js';
export type { AppJob, JobHandlers, AdvanceResult } from './jobHandlers.js';
export type { WorkSlot } from './workSlots.js';
export { startWorkers, type WorkerOptions, type Workers } from './workers.js';
