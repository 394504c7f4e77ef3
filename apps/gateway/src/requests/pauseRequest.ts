import type { RequestRecord } from '#records';
import type { GatewayDeps } from '../state/dependencies.js';

/** Pauses a request: it ends what is under way and begins nothing further. Throws JOB_UNKNOWN, JOB_SETTLED, NOT_PAUSABLE. */
export async function pauseRequest(
  id: string,
  pause: { by: string; reason: string | null },
  { records, log }: GatewayDeps,
): Promise<RequestRecord> {
  await records.pause(id, pause);
  log.info({ request: id, caller: pause.by }, 'paused');
  return (await records.request(id))!;
}

/** Lets a paused request go on. Throws JOB_UNKNOWN, JOB_SETTLED. */
export async function continueRequest(id: string, user: string, { records, log }: GatewayDeps): Promise<RequestRecord> {
  await records.endPause(id, user);
  log.info({ request: id, caller: user }, 'continued');
  return (await records.request(id))!;
}
