import { pathTo, type ReleaseView } from '#api';
import { CodedError } from '#contract';
import type { RequestRecord } from '#records';
import type { GatewayDeps } from '../../state/dependencies.js';
import { idempotencyKeyOf, type RequestOrigin } from '../../requests/acceptRequest.js';
import { waitingOf } from '../../requests/waitingView.js';
import type { ApiAnswer, RawCall, TokenHolder } from './call.js';
import { releaseView } from '../presenters/release.js';

/** Presents a release as it is now, with its place in the wait queue and the bytes sent. */
export async function presentRelease(
  request: RequestRecord,
  { records, views, config }: GatewayDeps,
): Promise<ReleaseView> {
  const [waiting, bytes] = await Promise.all([
    waitingOf(request, records),
    request.phase === null ? new Map<string, number>() : views.bytesSent(request.id),
  ]);
  const { links } = config.versions;
  return releaseView(request, { bytes, links, waiting });
}

/** The release of an id. Throws JOB_UNKNOWN. */
export async function releaseOf(id: string, { records }: GatewayDeps): Promise<RequestRecord> {
  const request = await records.request(id);
  if (!request) throw new CodedError('JOB_UNKNOWN', { job: id });
  return request;
}

/** Who makes a call, and under which key. Throws PARAMETER_INVALID. */
export const originOf = ({ user, headers }: TokenHolder & Pick<RawCall, 'headers'>): RequestOrigin => ({
  caller: user.name,
  idempotencyKey: idempotencyKeyOf(headers),
});

/** The answer to a call that made a request. */
export async function acceptedAnswer(request: RequestRecord, deps: GatewayDeps): Promise<ApiAnswer<'createRelease'>> {
  const headers = { Location: pathTo('getRelease', { id: request.id }) };
  return { status: 202, headers, body: await presentRelease(request, deps) };
}
