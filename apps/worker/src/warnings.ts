import type { AppRecord } from '#records';
import type { Facts } from '#release';

/** What somebody should know of what was met on an app's host, although the request went on. */
export function warningsOfApp({ app }: AppRecord, facts: Facts): string[] {
  const where = `${app.appKey} (${app.host})`;
  const { fence_seen: seen, fence_was: was } = facts;
  if (seen === undefined) return [];
  return [
    `${where}: the host was ahead of the database (fence ${seen}, the database had ${was}), which is older than what was done there, as after a restore: caught up; look whether its records are what you want`,
  ];
}
