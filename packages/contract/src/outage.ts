import { statement } from './statements/index.js';
import type { Statement } from './words/statement.js';

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

/** A hold of the whole installation: while it counts, nothing begins that changes hosts. It has the form of an outage. */
export type Hold = Outage;

/** The command that ends a hold. */
export const endsHold = 'rexflow hold --release';

/** What an error says of a hold. */
export const holdDetails = ({ reason, by, since, until }: Hold): Readonly<Record<string, string>> => ({
  ...{ reason, by, since },
  ...(until === null ? {} : { until }),
  command: endsHold,
});

/** What a request waits for while the installation is held. */
export const untilResumed = ({ reason, by, since }: Pick<Hold, 'reason' | 'by' | 'since'>): Statement =>
  statement('waits.hold', { reason, by, since, command: endsHold });
