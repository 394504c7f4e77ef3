import type { ReleaseView } from '#api';
import { CodedError } from '#contract';
import type { RequestRecord } from '#records';
import type { GatewayDeps } from '../../state/dependencies.js';
import { waitingView } from '../../requests/waitingView.js';
import { releaseView } from '../presenters/release.js';

/** Presents a release as it is now, with its place in the wait queue and the bytes sent. */
export async function presentRelease(
  request: RequestRecord,
  { records, views, config }: GatewayDeps,
): Promise<ReleaseView> {
  const [waiting, bytes] = await Promise.all([
    request.state === 'queued' ? records.waiting(request.id) : null,
    request.phase === null ? new Map<string, number>() : views.bytesSent(request.id),
  ]);
  const { links } = config.versions;
  return releaseView(request, { bytes, links, waiting: waiting && waitingView(request, waiting) });
}

/** The release of an id. Throws JOB_UNKNOWN. */
export async function releaseOf(id: string, { records }: GatewayDeps): Promise<RequestRecord> {
  const request = await records.request(id);
  if (!request) throw new CodedError('JOB_UNKNOWN', { job: id });
  return request;
}
