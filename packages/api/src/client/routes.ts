import type { BundleDiff, BundleView } from '../schemas/bundle.js';
import type { BacklogView, InstallationReport } from '../schemas/doctor.js';
import type { EventView } from '../schemas/event.js';
import type { AppView, AppWithHistory, GroupView, HostView, LeaseView } from '../schemas/inventory.js';
import type { LogLine } from '../schemas/log.js';
import type { PlanView } from '../schemas/plan.js';
import type { PartWithSteps, ReleaseHead, ReleaseView } from '../schemas/release.js';
import type { NewAction } from '../schemas/actions.js';
import type { NewPromotion, NewRelease, NewRollback } from '../schemas/requests.js';
import type { Credentials, NewToken, TokenView } from '../schemas/session.js';
import type { ListPage } from './listAll.js';

/** Method and path of each call by the id of its endpoint: the only place of the clients where a path is written. */
export const apiRoutes = {
  createSession: 'POST /v1/sessions',
  endSession: 'DELETE /v1/sessions/current',
  createBoardSession: 'POST /queues/session',
  getMe: 'GET /v1/me',
  listTokens: 'GET /v1/tokens',
  createToken: 'POST /v1/tokens',
  deleteToken: 'DELETE /v1/tokens/:id',
  listApps: 'GET /v1/apps',
  getApp: 'GET /v1/apps/:key',
  listGroups: 'GET /v1/groups',
  listHosts: 'GET /v1/hosts',
  listLeases: 'GET /v1/leases',
  getBacklog: 'GET /v1/backlog',
  getInstallationReport: 'GET /v1/doctor',
  createRelease: 'POST /v1/releases',
  createRollback: 'POST /v1/rollbacks',
  createPromotion: 'POST /v1/promotions',
  createAction: 'POST /v1/actions',
  listReleases: 'GET /v1/releases',
  getRelease: 'GET /v1/releases/:id',
  getPart: 'GET /v1/releases/:id/apps/:key',
  cancelRelease: 'POST /v1/releases/:id/cancel',
  retryRelease: 'POST /v1/releases/:id/retry',
  createPlan: 'POST /v1/releases/plan',
  getPlan: 'GET /v1/releases/:id/plan',
  createBundle: 'POST /v1/bundles',
  listBundles: 'GET /v1/bundles',
  getBundle: 'GET /v1/bundles/:id',
  diffBundles: 'GET /v1/bundles/:id/diff/:other',
  followRelease: 'GET /v1/releases/:id/events',
  followAll: 'GET /v1/events',
  readLogs: 'GET /v1/releases/:id/logs',
} as const satisfies Readonly<Record<string, `${'GET' | 'POST' | 'DELETE'} /${string}`>>;
export type CallId = keyof typeof apiRoutes;

interface User {
  name: string;
  role: string;
}
interface All<T> {
  items: T[];
}
/** What a stream holds so far, from a number on. */
interface Recorded<T> extends All<T> {
  next: number;
}

/** The calls that may be answered with a stream, and what that consists of. */
export interface StreamItems {
  followRelease: EventView;
  followAll: EventView;
  readLogs: LogLine;
}
export type StreamId = keyof StreamItems;

/** The answer of each call. */
export interface CallAnswers extends Record<CallId, unknown> {
  createSession: { token: string; expiresAt: string; user: User };
  endSession: null;
  createBoardSession: null;
  getMe: { user: User; expiresAt: string };
  listTokens: All<TokenView>;
  createToken: TokenView & { token: string };
  deleteToken: null;
  listApps: ListPage<AppView>;
  getApp: AppWithHistory;
  listGroups: ListPage<GroupView>;
  listHosts: ListPage<HostView>;
  listLeases: ListPage<LeaseView>;
  getBacklog: BacklogView;
  getInstallationReport: InstallationReport;
  createRelease: ReleaseView;
  createRollback: ReleaseView;
  createPromotion: ReleaseView;
  createAction: ReleaseView;
  listReleases: ListPage<ReleaseHead>;
  getRelease: ReleaseView;
  getPart: PartWithSteps;
  cancelRelease: ReleaseView;
  retryRelease: ReleaseView;
  createPlan: PlanView | ReleaseView;
  getPlan: PlanView | ReleaseView;
  createBundle: BundleView;
  listBundles: ListPage<BundleView>;
  getBundle: BundleView;
  diffBundles: BundleDiff;
  followRelease: Recorded<EventView>;
  followAll: Recorded<EventView>;
  readLogs: Recorded<LogLine>;
}

/** The body of the calls that have one. */
interface CallBodies {
  createSession: Credentials;
  createToken: NewToken;
  createRelease: NewRelease;
  createRollback: NewRollback;
  createPromotion: NewPromotion;
  createAction: NewAction;
  createPlan: NewRelease;
}

/** Members of a query; those without a value are left out. */
export type CallQuery = Readonly<Record<string, string | number | null | undefined>>;

/** The names of the parts of a path that vary, as `id` of `/v1/releases/:id`. */
type PathNames<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | PathNames<`/${Rest}`>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never;
export type PathOf<Id extends CallId> = Readonly<Record<PathNames<(typeof apiRoutes)[Id]>, string>>;

/** What a call takes: the parts of its path and its body, where it has them, and whatever of a query it knows. */
export type CallInput<Id extends CallId> = {
  query?: CallQuery;
  headers?: Readonly<Record<string, string>>;
  signal?: AbortSignal | undefined;
} & ([PathNames<(typeof apiRoutes)[Id]>] extends [never] ? { path?: undefined } : { path: PathOf<Id> }) &
  (Id extends keyof CallBodies ? { body: CallBodies[Id] } : { body?: undefined });

/** The address of a call: the base, its path with the parts filled in, and what is given of the query. */
export function urlOf(
  base: string,
  id: CallId,
  path: Readonly<Record<string, string>> = {},
  query: CallQuery = {},
): string {
  const [, template] = apiRoutes[id].split(' ') as [string, string];
  const filled = template.replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(path[name] ?? ''));
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== '');
  const search = new URLSearchParams(given.map(([name, value]): [string, string] => [name, String(value)])).toString();
  return `${base}${filled}${search === '' ? '' : `?${search}`}`;
}
