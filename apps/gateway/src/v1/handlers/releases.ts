import { CodedError, warningMembers } from '#contract';
import { finishRequest, planFinish, retryRequest } from '../../requests/retryRequest.js';
import { planUndo, undoRequest, type RunRelease } from '../../requests/undoRequest.js';
import { continueRequest, pauseRequest } from '../../requests/pauseRequest.js';
import { cancelRequest } from '../../requests/cancelRequest.js';
import type { AuthenticatedCallHandler } from '../call/call.js';
import { encodeCursor, decodeCursor } from '../call/cursor.js';
import { provenanceView } from '../presenters/provenance.js';
import { targetView, releaseHead, stepView } from '../presenters/release.js';
import { acceptedAnswer, originOf, presentRelease, releaseOf } from '../call/shown.js';
import { mannerOf } from './toRequest.js';

const instant = (text: string | undefined): Date | undefined => (text === undefined ? undefined : new Date(text));

/** GET /v1/releases: a page of the releases, newest first. */
export const listReleases: AuthenticatedCallHandler<'listReleases'> = async ({ query }, { views }) => {
  const { since, until, limit = 50, cursor, ...filter } = query;
  const after = cursor === undefined ? null : decodeCursor(cursor);
  const times = { since: instant(since), until: instant(until) };
  const found = await views.releases({ ...filter, ...times }, { after, limit: limit + 1 });
  const page = found.slice(0, limit);
  const next = found.length > limit ? encodeCursor(page.at(-1)!) : null;
  return { status: 200, body: { items: page.map(releaseHead), next } };
};

/** GET /v1/releases/:id: a release with its targets. Throws JOB_UNKNOWN. */
export const getRelease: AuthenticatedCallHandler<'getRelease'> = async ({ path }, deps) => ({
  status: 200,
  body: await presentRelease(await releaseOf(path.id, deps), deps),
});

/** GET /v1/releases/:id/apps/:key: one target with its steps. Throws JOB_UNKNOWN, APP_UNKNOWN. */
export const getPart: AuthenticatedCallHandler<'getPart'> = async ({ path }, deps) => {
  const id = path.id;
  const key = path.key;
  const request = await releaseOf(id, deps);
  const part = request.apps.find(({ app }) => app.appKey === key);
  if (!part) throw new CodedError('APP_UNKNOWN', { names: [key.slice(0, 200)] });
  const [steps, bytes] = await Promise.all([deps.views.steps(id, key), deps.views.bytesSent(id)]);
  const result = request.settlement?.apps.find((one) => one.appKey === key);
  return { status: 200, body: { ...targetView(part, result, bytes.get(key)), steps: steps.map(stepView) } };
};

/** POST /v1/releases/:id/cancel: cancels a release. Throws JOB_UNKNOWN, JOB_SETTLED. */
export const cancelRelease: AuthenticatedCallHandler<'cancelRelease'> = async ({ path, body, user }, deps) => {
  const { request, ended } = await cancelRequest(path.id, user.name, deps, body.then);
  return { status: ended ? 200 : 202, body: await presentRelease(request, deps) };
};

/** POST /v1/releases/:id/pause: lets it begin no further phase or batch. Throws JOB_UNKNOWN, JOB_SETTLED, NOT_PAUSABLE. */
export const pauseRelease: AuthenticatedCallHandler<'pauseRelease'> = async ({ path, body, user }, deps) => {
  const request = await pauseRequest(path.id, { by: user.name, reason: body.reason ?? null }, deps);
  return { status: 200, body: await presentRelease(request, deps) };
};

/** POST /v1/releases/:id/continue: lets a paused release go on. Throws JOB_UNKNOWN, JOB_SETTLED. */
export const continueRelease: AuthenticatedCallHandler<'continueRelease'> = async ({ path, user }, deps) => ({
  status: 200,
  body: await presentRelease(await continueRequest(path.id, user.name, deps), deps),
});

/** POST /v1/releases/:id/retry: repeats a release for the apps that did not complete it. Throws what `retryRequest` throws. */
export const retryRelease: AuthenticatedCallHandler<'retryRelease'> = async ({ path, user }, deps) =>
  await acceptedAnswer(await retryRequest(path.id, user.name, deps), deps);

/** POST /v1/releases/:id/finish: brings the apps to a release that do not run it. Throws what `finishRequest` throws. */
export const finishRelease: AuthenticatedCallHandler<'finishRelease'> = async ({ path, user }, deps) =>
  await acceptedAnswer(await finishRequest(path.id, user.name, deps), deps);

/** GET /v1/releases/:id/finish: what finishing it would do. Throws what `planFinish` throws. */
export const getFinish: AuthenticatedCallHandler<'getFinish'> = async ({ path }, deps) => {
  const { provenance, rollout, apps, warnings } = await planFinish(path.id, deps);
  const { version } = provenanceView(provenance);
  const items = apps.map(({ app, batch }) => ({ app: app.appKey, group: app.group, host: app.host, batch }));
  return { status: 200, body: { release: path.id, version, rollout, apps: items, ...warningMembers(warnings) } };
};

/** A release as an app runs it, or would. */
const runView = ({ release, provenance, program }: RunRelease) => ({
  ...{ release, program },
  version: provenanceView(provenance).version,
});

/** GET /v1/releases/:id/undo: what an undo would do. Throws what `planUndo` throws. */
export const getUndo: AuthenticatedCallHandler<'getUndo'> = async ({ path }, deps) => {
  const { rollout, apps, warnings } = await planUndo(path.id, deps);
  const items = apps.map(({ app, batch, from, to }) => ({
    ...{ app: app.appKey, group: app.group, host: app.host, batch },
    ...{ from: runView(from), to: to && runView(to) },
  }));
  return { status: 200, body: { release: path.id, rollout, apps: items, ...warningMembers(warnings) } };
};

/** POST /v1/releases/:id/undo: puts what a release switched back. Throws what `undoRequest` throws. */
export const undoRelease: AuthenticatedCallHandler<'undoRelease'> = async (call, deps) =>
  await acceptedAnswer(await undoRequest(call.path.id, mannerOf(call.body), originOf(call), deps), deps);
