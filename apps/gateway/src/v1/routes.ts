import { endpoints, routeOf, type AuthenticatedId, type EndpointId, type Method } from '#api';
import { requestIdOf } from '../requests/requestId.js';
import { createBoardSession } from '../board/session.js';
import type { Answered, Handler } from './call/answer.js';
import { alike } from './call/alike.js';
import type { GatewayDeps } from '../state/dependencies.js';
import type { AuthenticatedHandlers, PublicHandlers, RawCall } from './call/call.js';
import * as applicationLogs from './handlers/hosts/applicationLogs.js';
import * as apps from './handlers/apps.js';
import * as bundles from './handlers/bundles.js';
import * as compare from './handlers/compare.js';
import * as create from './handlers/create.js';
import * as doctor from './handlers/doctor.js';
import * as documents from './handlers/documents.js';
import * as entries from './handlers/entries.js';
import * as events from './handlers/events.js';
import * as fleet from './handlers/fleet.js';
import * as fleetFile from './handlers/fleetFile.js';
import * as adoptions from './handlers/hosts/adoptions.js';
import * as hostActivity from './handlers/hosts/activity.js';
import * as hostChecks from './handlers/hosts/checks.js';
import * as hostKeys from './handlers/hosts/keys.js';
import * as matrix from './handlers/matrix.js';
import * as hold from './handlers/hold.js';
import * as outages from './handlers/hosts/outages.js';
import * as plans from './handlers/plans.js';
import * as releases from './handlers/releases.js';
import * as sessions from './handlers/sessions.js';
import * as tokens from './handlers/tokens.js';

/** Every export of these files is the handler of the endpoint of its name; one that is missing does not compile. */
const handlers: AuthenticatedHandlers & PublicHandlers = {
  ...adoptions,
  ...applicationLogs,
  ...apps,
  ...bundles,
  ...compare,
  ...create,
  ...doctor,
  ...documents,
  ...entries,
  ...events,
  ...fleet,
  ...fleetFile,
  ...hostActivity,
  ...hostChecks,
  ...hostKeys,
  ...matrix,
  ...hold,
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
  'compareReleases',
  'listEnvironments',
  'getMatrix',
  'getBacklog',
  'getInstallationReport',
  'listAudit',
  'getHold',
  'listReleases',
  'getRelease',
  'getFinish',
  'getUndo',
  'getServicePlan',
  'getPart',
] satisfies AuthenticatedId[];

const ofRelease = routeOf('getRelease').path;

/** Wherever the id of a request stands in a path, a part of it may stand that no other has. */
const withWholeId =
  (handler: Handler<never>): Answered['handler'] =>
  async (call: RawCall, deps: GatewayDeps) => {
    const id = await requestIdOf(call.path.id!, deps.records);
    return await handler({ ...call, path: { ...call.path, id } } as never, deps);
  };

export type V1Route = Answered & { method: Method; path: string };

/** The endpoints of the contract, each with the handler of its name. */
export const v1Routes: readonly V1Route[] = endpoints.map((v1) => {
  const { id, method, path, auth } = v1;
  const named = handlers[id] as Answered['handler'];
  const handler = path.startsWith(ofRelease) ? withWholeId(named) : named;
  return { v1, method, path, auth, handler: shared.includes(id) ? alike(handler) : handler } as V1Route;
});
