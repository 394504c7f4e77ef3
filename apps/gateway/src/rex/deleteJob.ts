import { cancelRequest } from '../requests/cancelRequest.js';
import type { AuthenticatedHandler } from '../state/endpoint.js';
import { jobView } from './jobView.js';

/** DELETE /rex/jobs/:id: cancels a job; 202, or 200 when that has ended it. */
export const deleteJob: AuthenticatedHandler = async ({ path, user }, deps) => {
  const { request, ended } = await cancelRequest(path.id!, user.name, deps);
  return { status: ended ? 200 : 202, body: { code: 0, ...jobView(request) } };
};
