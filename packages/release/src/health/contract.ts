import type { Warning } from '#contract';

/** One look at an application: a request that the worker makes. */
export interface Look {
  url: string;
  headers: Readonly<Record<string, string>>;
  /** Sent with POST; null asks with GET. */
  body: string | null;
}

/** The answer to a look, or why there was none. */
export type Seen = { status: number; body: string } | { failed: string };

/** A way of asking whether an application is well. `Check` holds its settings, and `type`, the name of the way. */
export interface HealthType<Check> {
  /** What is to be asked; the same each time it is asked again. */
  look(check: Check): Look;
  /** What is wrong with an application that answered so; null when it is well. */
  wrong(check: Check, seen: Seen): Warning | null;
  /** Names what was asked, in messages. */
  subject(check: Check): string;
}
