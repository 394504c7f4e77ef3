import { endpoints, type AuthenticatedId } from '#api';
import { createBoardSession } from '../board/session.js';
import type { Answered } from './call/answer.js';
import type { AuthenticatedHandlers, PublicHandlers } from './call/call.js';
import { getApp, listApps } from './handlers/apps.js';
import { createBundle, diffBundles, getBundle, listBundles } from './handlers/bundles.js';
import { createAction, createPromotion, createRelease, createRollback } from './handlers/create.js';
import { getDocs, getMetrics, getOpenApi } from './handlers/documents.js';
import { followAll, followRelease, readLogs } from './handlers/events.js';
import { getInstallationReport, getBacklog } from './handlers/doctor.js';
import { listAudit, listGroups, listHosts, listLeases } from './handlers/fleet.js';
import { createPlan, getPlan } from './handlers/plans.js';
import { cancelRelease, getPart, getRelease, listReleases, retryRelease } from './handlers/releases.js';
import { createSession, endSession, getMe } from './handlers/sessions.js';
import { createToken, deleteToken, listTokens } from './handlers/tokens.js';
import { alike } from './call/alike.js';

const open: PublicHandlers = { createSession, getOpenApi, getDocs, getMetrics };

/** Handlers that only read and answer everybody alike: all open pages of the console ask for them at the same time. */
const shared = {
  listApps,
  getApp,
  listGroups,
  listHosts,
  listLeases,
  getBacklog,
  getInstallationReport,
  listAudit,
  listReleases,
  getRelease,
  getPart,
};

const allAlike = <Handlers extends Partial<AuthenticatedHandlers>>(handlers: Handlers): Handlers =>
  Object.fromEntries(
    Object.entries(handlers).map(([id, handler]) => [id, alike(handler as AuthenticatedHandlers[AuthenticatedId])]),
  ) as Handlers;

const known: AuthenticatedHandlers = {
  ...allAlike(shared),
  endSession,
  createBoardSession,
  getMe,
  listTokens,
  createToken,
  deleteToken,
  createRelease,
  createPromotion,
  createPlan,
  getPlan,
  createRollback,
  createAction,
  createBundle,
  listBundles,
  getBundle,
  diffBundles,
  cancelRelease,
  retryRelease,
  followRelease,
  followAll,
  readLogs,
};

export type V1Route = Answered & { method: 'get' | 'post' | 'delete'; path: string };

/** The endpoints of the contract, each with the handler of its name. */
export const v1Routes: readonly V1Route[] = endpoints.map((v1) => {
  const { id, method, path, auth } = v1;
  const handler = auth === 'token' ? known[id as keyof typeof known] : open[id as keyof typeof open];
  return { v1, method, path, auth, handler } as V1Route;
});
