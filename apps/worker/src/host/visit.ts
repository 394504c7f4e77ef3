import { asTrouble, Trouble } from '#contract';
import type { AppJob, Place, Stops } from '#queue';
import type { AppRecord, Lease, RequestHead } from '#records';
import { plans } from '#release';
import { about } from '../telemetry/about.js';
import { withCanceller } from '../state/canceller.js';
import type { House } from '../state/house.js';
import { place as metAt } from '../telemetry/place.js';
import { handedOn, type Visit } from './atWork.js';
import { castVote, standingAfterSurprise } from './ballot.js';
import { holdLease } from './holdLease.js';
import { perform } from './perform.js';

/** The request and the app's part in it, or null when the job has nothing left to do. */
async function find(house: House, job: AppJob): Promise<{ request: RequestHead; record: AppRecord } | null> {
  const part = await house.records.part(job);
  if (!part) return null;
  const { request, record } = part;
  if (request.state === 'settled' || request.phase !== job.phase || request.phaseEnded) return null;
  return record.phase === job.phase && record.vote !== null ? null : { request, record };
}

/** What a host is sent lies in the store it was sealed in. Throws as `require` of Directories does. */
async function requireStore({ directories, records }: House, { request, record, job, lease }: Visit): Promise<void> {
  const { store } = request.directories;
  if (request.request.kind !== 'release' || job.phase !== 'prepare' || !store) return;
  await directories.require(`${request.id} ${record.app.appKey}`, { store }, async (what) => {
    if (record.waiting?.for !== what) await records.wait({ ...job, lease }, what);
  });
}

async function work(house: House, job: AppJob, lease: Lease | null, stops: Stops, place: Place): Promise<void> {
  const found = await find(house, job);
  if (!found) return;
  const { request, record } = found;
  const begunAt = house.now();
  const visit: Visit = {
    ...found,
    job,
    lease,
    stops,
    place,
    pipeline: plans[request.request.kind]!.pipelines[job.phase]!,
  };
  try {
    await requireStore(house, visit);
    await perform(house, visit);
  } catch (thrown) {
    const met = asTrouble(stops.ending.aborted ? stops.ending.reason : thrown);
    const trouble = await withCanceller(house, request.id, met);
    if (trouble.kind === 'broken' || handedOn.has(trouble.code)) throw trouble;
    house.log.error({ ...about(request, record.app), phase: job.phase, err: thrown }, trouble.message);
    const report = trouble.report(metAt(house.now(), record.app.host, record.step ?? job.phase, 1, begunAt));
    await castVote(house, visit, standingAfterSurprise(visit), report, []);
  }
}

/**
 * Does one phase of a request on one app, holding its lease where the request has one. Returns when the app has voted;
 * throws when it shall be tried again.
 */
export async function visit(house: House, job: AppJob, stops: Stops, place: Place): Promise<void> {
  const begunAt = house.now();
  const lease = await holdLease(house, job, stops.ending);
  if (lease !== 'lost') {
    return await house.keeper.withLease(lease, stops.ending, (ending) =>
      work(house, job, lease, { ...stops, ending }, place),
    );
  }
  const found = await find(house, job);
  if (!found) return;
  const { request, record } = found;
  if (!request.exclusive) return await work(house, job, null, stops, place);
  const trouble = new Trouble('LEASE_LOST', { app: job.appKey });
  const report = trouble.report(metAt(house.now(), record.app.host, record.step ?? job.phase, 1, begunAt));
  await house.records.surrender(job, report);
  house.announce(request.id);
}
