import type { Statements } from '#mysql';
import type { RequestDecoder } from './base/settings.js';
import { readAudit } from './events/audit.js';
import { backlog } from './events/backlog.js';
import { lastEvent, listEvents, newEvents } from './events/events.js';
import { heldLeases } from './leases/activeLeases.js';
import { listHostKeys } from './access/hostKeys.js';
import { lookedDrifts, lookedHosts, lookFigures } from './looks/readLooks.js';
import { appsSeen } from './targets/appsSeen.js';
import { newestDrifts } from './targets/drifts.js';
import { groupsSeen } from './targets/groups.js';
import { groupsRunning } from './targets/running.js';
import { leftovers } from './targets/leftovers.js';
import { formerPlaces } from './targets/places.js';
import { endings, liveReleases, liveVersions, runningReleases } from './targets/live.js';
import {
  readReleases,
  type PageAfter,
  type ReleaseFilter,
  type ReleaseCursor,
  type ReleaseSummary,
} from './requests/releases.js';
import { isSettled } from './requests/requests.js';
import { bytesSent, stepHistory } from './requests/steps.js';
import { tableSizes } from './retention/tableSizes.js';

/** Binds a query to its database. */
type Bound<F> = F extends (sql: Statements, ...rest: infer R) => infer T ? (...rest: R) => T : never;

/** Queries of the records. */
export interface Views {
  releases(filter: ReleaseFilter, page: PageAfter<ReleaseCursor>): Promise<ReleaseSummary[]>;
  steps: Bound<typeof stepHistory>;
  bytesSent: Bound<typeof bytesSent>;
  live: Bound<typeof liveReleases>;
  liveVersions: Bound<typeof liveVersions>;
  leftovers: Bound<typeof leftovers>;
  formerPlaces: Bound<typeof formerPlaces>;
  running: Bound<typeof runningReleases>;
  drifts: Bound<typeof newestDrifts>;
  groups: Bound<typeof groupsSeen>;
  appsSeen: Bound<typeof appsSeen>;
  lookedDrifts: Bound<typeof lookedDrifts>;
  lookedHosts: Bound<typeof lookedHosts>;
  lookFigures: Bound<typeof lookFigures>;
  groupsRunning: Bound<typeof groupsRunning>;
  endings: Bound<typeof endings>;
  leases: Bound<typeof heldLeases>;
  backlog: Bound<typeof backlog>;
  audit: Bound<typeof readAudit>;
  hostKeys: Bound<typeof listHostKeys>;
  events: Bound<typeof listEvents>;
  newEvents: Bound<typeof newEvents>;
  lastEvent: Bound<typeof lastEvent>;
  isSettled: Bound<typeof isSettled>;
  tableSizes: Bound<typeof tableSizes>;
}

/** The views over a database whose migrations have run. */
export function createViews(sql: Statements, reading: RequestDecoder): Views {
  return {
    releases: (filter, page) => readReleases(sql, reading, filter, page),
    steps: (requestId, appKey) => stepHistory(sql, requestId, appKey),
    bytesSent: (requestId) => bytesSent(sql, requestId),
    drifts: (keys) => newestDrifts(sql, keys),
    live: (keys, settling) => liveReleases(sql, keys, settling),
    liveVersions: () => liveVersions(sql),
    leftovers: (known, keys) => leftovers(sql, known, keys),
    formerPlaces: (keys) => formerPlaces(sql, keys),
    running: (filter, keys) => runningReleases(sql, filter, keys),
    groups: (groups, settling, looking) => groupsSeen(sql, groups, settling, looking),
    appsSeen: (keys, looking, settling) => appsSeen(sql, keys, looking, settling),
    lookedDrifts: (keys) => lookedDrifts(sql, keys),
    lookedHosts: (hosts) => lookedHosts(sql, hosts),
    lookFigures: (looking) => lookFigures(sql, looking),
    groupsRunning: (groups, looking) => groupsRunning(sql, groups, looking),
    endings: (appKey) => endings(sql, appKey),
    leases: (keys) => heldLeases(sql, keys),
    backlog: () => backlog(sql),
    audit: (filter, page) => readAudit(sql, filter, page),
    hostKeys: (addresses) => listHostKeys(sql, addresses),
    events: (which) => listEvents(sql, which),
    newEvents: (after, limit) => newEvents(sql, after, limit),
    lastEvent: () => lastEvent(sql),
    isSettled: (requestId) => isSettled(sql, requestId),
    tableSizes: () => tableSizes(sql),
  };
}
