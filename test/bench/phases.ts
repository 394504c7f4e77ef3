import { setTimeout } from 'node:timers/promises';
import type { Installation } from './field.js';
import { epochMs } from './steps.js';

/** When a phase was seen to be at work, in milliseconds since the epoch. */
export interface PhaseTimes {
  phase: string;
  begun: number;
  ended: number;
}

/** Looks at the phase of the newest request every few milliseconds: the records keep only the last one's time. */
export function watchPhases({ estate }: Installation): { end(): Promise<PhaseTimes[]> } {
  const seen = new Map<string, PhaseTimes>();
  const began = Date.now();
  let ending = false;
  const look = async (): Promise<void> => {
    while (!ending) {
      const rows = await estate.rows(
        `SELECT phase, phase_ended, ${epochMs('phase_at')} AS at FROM rexflow_requests
         WHERE accepted_at >= UTC_TIMESTAMP(3) - INTERVAL 1 MINUTE AND phase IS NOT NULL ORDER BY accepted_at DESC LIMIT 1`,
      );
      for (const { phase, phase_ended, at } of rows) {
        if (Number(at) < began) continue;
        // The last phase begins without a time of its own.
        const known = [...seen.values()].some(({ begun }) => begun === Number(at));
        const begun = known ? Date.now() : Number(at);
        const times = seen.get(String(phase)) ?? { phase: String(phase), begun, ended: Date.now() };
        if (Number(phase_ended) === 0) times.ended = Date.now();
        seen.set(times.phase, times);
      }
      await setTimeout(4);
    }
  };
  const looking = look();
  return {
    end: async () => {
      ending = true;
      await looking;
      return [...seen.values()];
    },
  };
}
