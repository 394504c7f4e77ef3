import type { RowProblemView } from '#api';

/** What lies on a host of an app that is there no more. */
export interface LeftWork {
  app: string;
  host: string;
  /** The catalogue still has the app, on another host: that one stays. */
  isElsewhere: boolean;
}

/** What a problem says is left on a host; null for one that is about something else. */
export function leftWorkIn({ app, code, details: { host } }: RowProblemView): LeftWork | null {
  if (app === null || typeof host !== 'string' || (code !== 'LEFT_BEHIND' && code !== 'LEFT_ON_HOST')) return null;
  return { app, host, isElsewhere: code === 'LEFT_BEHIND' };
}
