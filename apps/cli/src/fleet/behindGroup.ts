import { listAll, type Client } from '#api/client';

/** Apps that run something else than most of their groups, by the release that most run. */
export async function behindGroup(
  client: Client,
  keys: readonly string[],
): Promise<[release: string, apps: string[]][]> {
  if (keys.length === 0) return [];
  const [apps, groups] = await Promise.all([
    listAll(client, 'listApps', { query: { keys: keys.join(',') } }),
    listAll(client, 'listGroups'),
  ]);
  const found = new Map<string, string[]>();
  for (const { key, group } of apps.items) {
    const running = groups.items.find(({ name }) => name === group)?.releases ?? [];
    const [most] = [...running].sort((a, b) => b.apps.length - a.apps.length);
    if (!most || most.release === null || most.apps.includes(key)) continue;
    found.set(most.release, [...(found.get(most.release) ?? []), key]);
  }
  return [...found];
}
