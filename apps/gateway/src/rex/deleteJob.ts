import { cancel } from '../requests/cancelRequest.js';
import type { KnownHandler } from '../state/endpoint.js';
import { jobView } from './jobView.js';

/** DELETE /rex/jobs/:id: see `cancel`; 202, or 200 when that has ended it. */
export const deleteJob: KnownHandler = async ({ path, user }, house) => {
  const { request, ended } = await cancel(path.id!, user.name, house);
  return { status: ended ? 200 : 202, body: { code: 0, ...jobView(request) } };
};
