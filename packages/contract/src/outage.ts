/** A host that is out of service: releases leave it out. It is a state, not a setting, so no file says it. */
export interface Outage {
  reason: string;
  /** The user who took it out. */
  by: string;
  /** ISO 8601. */
  since: string;
  /** When it ends by itself; null when somebody has to end it. */
  until: string | null;
}

/** Whether an outage counts at a time. */
export const isOut = ({ until }: Outage, now: Date): boolean => until === null || new Date(until) > now;
