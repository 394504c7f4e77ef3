import type { App, Facts } from '#release';

/** The warning about a host whose `.rexflow` was removed. */
function wayBack({ way_back: found, way_back_to: to = '' }: Facts): string[] {
  const removed = 'the .rexflow that its live links run through was removed';
  switch (found) {
    case undefined:
      return [];
    case 'rebuilt':
      return [`${removed}; they were built again to ${to}, which the records hold as live, so the way back is kept`];
    case 'removed':
      return [`${removed}; a release builds them again to ${to}, which the records hold as live`];
    default:
      return [`${removed}, and ${to || 'what was live'} is gone as well: there is no way back to what ran before`];
  }
}

/** The warning about a host that had seen a newer fence than the database had. */
function caughtUp({ fence_seen: seen, fence_was: was }: Facts): string[] {
  if (seen === undefined) return [];
  return [
    `the host was ahead of the database (fence ${seen}, the database had ${was}), which is older than what was done there, as after a restore: caught up; look whether its records are what you want`,
  ];
}

/** The warnings about an app's host that do not keep the request from going on. */
export const warningsOfApp = ({ appKey, host }: Pick<App, 'appKey' | 'host'>, facts: Facts): string[] => [
  ...[...caughtUp(facts), ...wayBack(facts)].map((text) => `${appKey} (${host}): ${text}`),
  ...(facts.drift_warning === undefined ? [] : [facts.drift_warning]),
];
