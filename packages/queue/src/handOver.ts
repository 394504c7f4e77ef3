import { DelayedError, type Job } from 'bullmq';
import { asCodedError } from '#contract';
import { handOverMs } from './policy.js';

/** Works on a job; one that turns out to be another worker's goes back into the queue for a moment, which is no try of it. */
export async function orHandOver(job: Job, token: string | undefined, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (thrown) {
    if (asCodedError(thrown).code !== 'DIRECTORY_ELSEWHERE') throw thrown;
    await job.moveToDelayed(Date.now() + handOverMs(), token);
    throw new DelayedError();
  }
}
