import type { ReleaseHead } from '#api';

/** The last release of each group, by the group of each of its apps. */
export function lastReleases(
  recent: readonly ReleaseHead[],
  groupOf: (app: string) => string | undefined,
): Map<string, ReleaseHead> {
  const last = new Map<string, ReleaseHead>();
  for (const head of recent) {
    for (const app of head.apps) {
      const group = groupOf(app);
      if (group !== undefined && !last.has(group)) last.set(group, head);
    }
  }
  return last;
}
