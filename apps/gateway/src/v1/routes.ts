import { endpoints, type AuthenticatedId, type EndpointId, type Method } from '#api';
import { createBoardSession } from '../board/session.js';
import type { Answered } from './call/answer.js';
import { alike } from './call/alike.js';
import type { AuthenticatedHandlers, PublicHandlers } from './call/call.js';
import * as apps from './handlers/apps.js';
import * as bundles from './handlers/bundles.js';
import * as create from './handlers/create.js';
import * as doctor from './handlers/doctor.js';
import * as documents from './handlers/documents.js';
import * as entries from './handlers/entries.js';
import * as events from './handlers/events.js';
import * as fleet from './handlers/fleet.js';
import * as fleetFile from './handlers/fleetFile.js';
import * as outages from './handlers/outages.js';
import * as plans from './handlers/plans.js';
import * as releases from './handlers/releases.js';
import * as sessions from './handlers/sessions.js';
import * as tokens from './handlers/tokens.js';

/** Every export of these files is the handler of the endpoint of its name; one that is missing does not compile. */
const handlers: AuthenticatedHandlers & PublicHandlers = {
  ...apps,
  ...bundles,
  ...create,
  ...doctor,
  ...documents,
  ...entries,
  ...events,
  ...fleet,
  ...fleetFile,
  ...outages,
  ...plans,
  ...releases,
  ...sessions,
  ...tokens,
  createBoardSession,
};

/** Endpoints that only read and answer everybody alike: all open pages of the console ask for them at the same time. */
const shared: readonly EndpointId[] = [
  'listApps',
  'getApp',
  'listGroups',
  'listHosts',
  'listProblems',
  'listLeases',
  'getBacklog',
  'getInstallationReport',
  'listAudit',
  'listReleases',
  'getRelease',
  'getFinish',
  'getUndo',
  'getPart',
] satisfies AuthenticatedId[];

export type V1Route = Answered & { method: Method; path: string };

/** The endpoints of the contract, each with the handler of its name. */
export const v1Routes: readonly V1Route[] = endpoints.map((v1) => {
  const { id, method, path, auth } = v1;
  const handler = handlers[id] as Answered['handler'];
  return { v1, method, path, auth, handler: shared.includes(id) ? alike(handler) : handler } as V1Route;
});
