import { Trouble } from '#contract';
import type { KnownHandler } from '../endpoint.js';
import { jobView } from '../jobView.js';
import { submitAll } from '../submitAll.js';

/**
 * DELETE /rex/jobs/:id: asks for the job to be cancelled; 202, since the workers stop at the next safe point. One that
 * waits in line is settled right here: 200.
 */
export const deleteJob: KnownHandler = async (input, house) => {
  const { records, submitter } = house;
  const id = input.path.id!;
  const user = input.user.name;
  if (!(await records.request(id))) throw new Trouble('JOB_UNKNOWN', { job: id });
  const granted = await records.leaveLine(id, user);
  const cancelled = granted !== null || (await records.cancel(id, user));
  const request = (await records.request(id))!;
  if (!cancelled) throw new Trouble('JOB_SETTLED', { job: id, outcome: request.settlement?.outcome });
  await records.audit({ user, action: 'cancel', job: id, details: {} });
  await submitAll(house, granted ?? []);
  // The mark is stored; a worker that does not hear of it now reads it at its next step.
  if (granted === null) await submitter.cancel(id).catch(() => undefined);
  return { status: granted === null ? 202 : 200, body: { code: 0, ...jobView(request) } };
};
