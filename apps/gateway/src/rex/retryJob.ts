import { again } from '../requests/retryRequest.js';
import type { KnownHandler } from '../state/endpoint.js';
import { jobView } from './jobView.js';

/** POST /rex/jobs/:id/retry: see `again`; 202 and a new job. */
export const retryJob: KnownHandler = async ({ path, user }, house) => {
  const request = await again(path.id!, user.name, house);
  return {
    status: 202,
    headers: { Location: `/rex/jobs/${request.id}` },
    body: { code: 0, ...jobView(request) },
  };
};
