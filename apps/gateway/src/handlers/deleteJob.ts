import { Trouble } from '#contract';
import type { KnownHandler } from '../endpoint.js';
import { jobView } from '../jobView.js';

/** DELETE /rex/jobs/:id: asks for the job to be cancelled; 202, since the workers stop at the next safe point. */
export const deleteJob: KnownHandler = async (input, { records, submitter }) => {
  const id = input.path.id!;
  const user = input.user.name;
  if (!(await records.request(id))) throw new Trouble('JOB_UNKNOWN', { job: id });
  const cancelled = await records.cancel(id, user);
  const request = (await records.request(id))!;
  if (!cancelled) throw new Trouble('JOB_SETTLED', { job: id, outcome: request.settlement?.outcome });
  await records.audit({ user, action: 'cancel', job: id, details: {} });
  // The mark is stored; a worker that does not hear of it now reads it at its next step.
  await submitter.cancel(id).catch(() => undefined);
  return { status: 202, body: { code: 0, ...jobView(request) } };
};
