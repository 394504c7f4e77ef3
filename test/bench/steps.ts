import type { Installation } from './field.js';

/** One step of the last request, in milliseconds since the epoch. */
export interface StepTimes {
  app: string;
  phase: string;
  step: string;
  begun: number;
  ended: number;
}

/** What the records say of the last request. */
export interface LastRequest {
  accepted: number;
  settled: number;
  steps: StepTimes[];
}

/** SQL for a DATETIME(3) in UTC as milliseconds since the epoch. */
export const epochMs = (column: string): string =>
  `CAST(UNIX_TIMESTAMP(CONVERT_TZ(${column}, '+00:00', @@session.time_zone)) * 1000 AS UNSIGNED)`;

/** Times of the request that was accepted last and of its steps, in their order. */
export async function lastRequest({ estate }: Installation): Promise<LastRequest> {
  const [request] = await estate.rows(
    `SELECT id, ${epochMs('accepted_at')} AS accepted, ${epochMs('COALESCE(settled_at, accepted_at)')} AS settled
     FROM rexflow_requests ORDER BY accepted_at DESC LIMIT 1`,
  );
  const steps = await estate.rows(
    `SELECT app_key, phase, step, ${epochMs('begun_at')} AS begun, ${epochMs('COALESCE(ended_at, begun_at)')} AS ended
     FROM rexflow_steps WHERE request_id = ? ORDER BY begun_at, id`,
    [request!.id],
  );
  return {
    accepted: Number(request!.accepted),
    settled: Number(request!.settled),
    steps: steps.map(({ app_key, phase, step, begun, ended }) => ({
      app: String(app_key),
      phase: String(phase),
      step: String(step),
      begun: Number(begun),
      ended: Number(ended),
    })),
  };
}

/** Bytes of the last request on the first host, by the step that was at work when they went through the meter. */
export async function bytesByStep(installation: Installation): Promise<Map<string, number>> {
  const { steps } = await lastRequest(installation);
  const app = installation.estate.hosts[0]!.app.name;
  const own = steps.filter((one) => one.app === app);
  const sums = new Map<string, number>();
  for (const { at, bytes } of installation.meters[0]!.passages) {
    const step = own.find(({ begun, ended }) => begun <= at && at <= ended);
    const name = step ? `${step.phase}-${step.step}` : 'outside-steps';
    sums.set(name, (sums.get(name) ?? 0) + bytes);
  }
  return sums;
}
