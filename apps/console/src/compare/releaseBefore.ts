import { call } from '../api/client.js';

const looked = 200;

/** The newest release that ended well before another one, of one of its apps; '' where there is none among those looked through. */
export async function releaseBefore(id: string): Promise<string> {
  const { apps, acceptedAt } = await call('getRelease', { path: { id } });
  const own = new Set(apps.map(({ app }) => app));
  const query = { action: 'release', outcome: 'done', until: acceptedAt, limit: looked };
  const { items } = await call('listReleases', { query });
  return items.find((head) => head.id !== id && head.apps.some((app) => own.has(app)))?.id ?? '';
}
