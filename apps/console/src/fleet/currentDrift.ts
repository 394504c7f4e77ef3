import type { AppView } from '#api';

/** How the files of what runs now stand; null where nobody has looked since it was released. */
export const currentDrift = ({ live, drift }: Pick<AppView, 'live' | 'drift'>): AppView['drift'] =>
  drift !== null && live !== null && live.since > drift.at ? null : drift;
