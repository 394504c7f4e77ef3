import type {
  AppView,
  AppWithHistory,
  BundleDiff,
  BundleView,
  EventView,
  HostView,
  HouseFindings,
  PlanView,
  ReleaseHead,
  ReleaseView,
  TokenView,
} from '#contract';

interface All<T> {
  items: T[];
}
interface Page<T> extends All<T> {
  next: string | null;
}
interface User {
  name: string;
  role: string;
}

/** What each call is answered with. */
export interface Answers {
  createSession: { token: string; expiresAt: string; user: User };
  endSession: null;
  getMe: { user: User; expiresAt: string };
  listTokens: All<TokenView>;
  createToken: TokenView & { token: string };
  deleteToken: null;
  listApps: Page<AppView>;
  getApp: AppWithHistory;
  listHosts: Page<HostView>;
  examineHouse: HouseFindings;
  createRelease: ReleaseView;
  createRollback: ReleaseView;
  createPromotion: ReleaseView;
  createAction: ReleaseView;
  listReleases: Page<ReleaseHead>;
  getRelease: ReleaseView;
  followRelease: All<EventView> & { next: number };
  cancelRelease: ReleaseView;
  retryRelease: ReleaseView;
  createPlan: PlanView | ReleaseView;
  getPlan: PlanView | ReleaseView;
  createBundle: BundleView;
  listBundles: Page<BundleView>;
  getBundle: BundleView;
  diffBundles: BundleDiff;
}
export type Asked = keyof Answers;

/** Method and path of each call, as the endpoint of the same name in the contract has them. */
export const calls = {
  createSession: ['POST', '/v1/sessions'],
  endSession: ['DELETE', '/v1/sessions/current'],
  getMe: ['GET', '/v1/me'],
  listTokens: ['GET', '/v1/tokens'],
  createToken: ['POST', '/v1/tokens'],
  deleteToken: ['DELETE', '/v1/tokens/:id'],
  listApps: ['GET', '/v1/apps'],
  getApp: ['GET', '/v1/apps/:key'],
  listHosts: ['GET', '/v1/hosts'],
  examineHouse: ['GET', '/v1/doctor'],
  createRelease: ['POST', '/v1/releases'],
  createRollback: ['POST', '/v1/rollbacks'],
  createPromotion: ['POST', '/v1/promotions'],
  createAction: ['POST', '/v1/actions'],
  listReleases: ['GET', '/v1/releases'],
  getRelease: ['GET', '/v1/releases/:id'],
  followRelease: ['GET', '/v1/releases/:id/events'],
  cancelRelease: ['POST', '/v1/releases/:id/cancel'],
  retryRelease: ['POST', '/v1/releases/:id/retry'],
  createPlan: ['POST', '/v1/releases/plan'],
  getPlan: ['GET', '/v1/releases/:id/plan'],
  createBundle: ['POST', '/v1/bundles'],
  listBundles: ['GET', '/v1/bundles'],
  getBundle: ['GET', '/v1/bundles/:id'],
  diffBundles: ['GET', '/v1/bundles/:id/diff/:other'],
} as const satisfies Record<Asked, readonly ['GET' | 'POST' | 'DELETE', string]>;

/** Calls that are answered with a stream. */
export const streams = {
  followRelease: '/v1/releases/:id/events',
  followAll: '/v1/events',
  readLogs: '/v1/releases/:id/logs',
} as const;
export type Streamed = keyof typeof streams;
