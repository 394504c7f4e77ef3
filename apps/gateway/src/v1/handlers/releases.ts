import { Trouble } from '#contract';
import { again } from '../../requests/retryRequest.js';
import { cancel } from '../../requests/cancelRequest.js';
import type { KnownCallHandler } from '../call/call.js';
import { cursorOf, markOf } from '../call/cursor.js';
import { partView, releaseHead, stepView } from '../presenters/release.js';
import { releaseOf, shown } from '../call/shown.js';

type Query = Partial<
  Record<'state' | 'outcome' | 'action' | 'app' | 'caller' | 'since' | 'until' | 'cursor', string>
> & {
  limit?: number;
};

const instant = (text: string | undefined): Date | undefined => (text === undefined ? undefined : new Date(text));

/** GET /v1/releases */
export const listReleases: KnownCallHandler = async ({ query }, { views }) => {
  const { since, until, limit = 50, cursor, ...filter } = query as Query;
  const after = cursor === undefined ? null : markOf(cursor);
  const times = { since: instant(since), until: instant(until) };
  const found = await views.releases({ ...filter, ...times }, { after, limit: limit + 1 });
  const page = found.slice(0, limit);
  const next = found.length > limit ? cursorOf(page.at(-1)!) : null;
  return { status: 200, body: { items: page.map(releaseHead), next } };
};

/** GET /v1/releases/:id. Throws JOB_UNKNOWN. */
export const getRelease: KnownCallHandler = async ({ path }, house) => ({
  status: 200,
  body: await shown(await releaseOf(path.id!, house), house),
});

/** GET /v1/releases/:id/apps/:key. Throws JOB_UNKNOWN, APP_UNKNOWN. */
export const getPart: KnownCallHandler = async ({ path }, house) => {
  const id = path.id!;
  const key = path.key!;
  const request = await releaseOf(id, house);
  const part = request.apps.find(({ app }) => app.appKey === key);
  if (!part) throw new Trouble('APP_UNKNOWN', { names: [key.slice(0, 200)] });
  const [steps, bytes] = await Promise.all([house.views.steps(id, key), house.views.bytesSent(id)]);
  const result = request.settlement?.apps.find((one) => one.appKey === key);
  return { status: 200, body: { ...partView(part, result, bytes.get(key)), steps: steps.map(stepView) } };
};

/** POST /v1/releases/:id/cancel. Throws JOB_UNKNOWN, JOB_SETTLED. */
export const cancelRelease: KnownCallHandler = async ({ path, user }, house) => {
  const { request, ended } = await cancel(path.id!, user.name, house);
  return { status: ended ? 200 : 202, body: await shown(request, house) };
};

/** POST /v1/releases/:id/retry: see `again`. */
export const retryRelease: KnownCallHandler = async ({ path, user }, house) => {
  const request = await again(path.id!, user.name, house);
  return { status: 202, headers: { Location: `/v1/releases/${request.id}` }, body: await shown(request, house) };
};
