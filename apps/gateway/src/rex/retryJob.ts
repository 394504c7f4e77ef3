import { retryRequest } from '../requests/retryRequest.js';
import type { AuthenticatedHandler } from '../state/endpoint.js';
import { jobView } from './jobView.js';

/** POST /rex/jobs/:id/retry: repeats a job for the apps that did not complete it; 202 and a new job. */
export const retryJob: AuthenticatedHandler = async ({ path, user }, deps) => {
  const request = await retryRequest(path.id!, user.name, deps);
  return {
    status: 202,
    headers: { Location: `/rex/jobs/${request.id}` },
    body: { code: 0, ...jobView(request) },
  };
};
