/** Method and path of each endpoint by its id: the only place where a path of the API is written; `:name` is a part that varies. */
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
  getAppSettings: 'GET /v1/apps/:key/settings',
  putApp: 'PUT /v1/apps/:key',
  patchApp: 'PATCH /v1/apps/:key',
  deleteApp: 'DELETE /v1/apps/:key',
  listGroups: 'GET /v1/groups',
  getGroup: 'GET /v1/groups/:name',
  putGroup: 'PUT /v1/groups/:name',
  patchGroup: 'PATCH /v1/groups/:name',
  deleteGroup: 'DELETE /v1/groups/:name',
  listHosts: 'GET /v1/hosts',
  getHost: 'GET /v1/hosts/:name',
  putHost: 'PUT /v1/hosts/:name',
  patchHost: 'PATCH /v1/hosts/:name',
  deleteHost: 'DELETE /v1/hosts/:name',
  putOutage: 'PUT /v1/hosts/:name/outage',
  deleteOutage: 'DELETE /v1/hosts/:name/outage',
  getHostKeys: 'GET /v1/hosts/:name/keys',
  scanHostKeys: 'POST /v1/hosts/:name/keys/scan',
  approveHostKey: 'POST /v1/hosts/:name/keys',
  getHostCheck: 'GET /v1/hosts/:name/check',
  checkHost: 'POST /v1/hosts/:name/check',
  listHostActivity: 'GET /v1/hosts/:name/activity',
  createAdoption: 'POST /v1/adoptions',
  exportFleet: 'GET /v1/fleet',
  applyFleet: 'POST /v1/fleet',
  listChanges: 'GET /v1/changes',
  listProblems: 'GET /v1/problems',
  compareReleases: 'GET /v1/compare',
  compareTexts: 'POST /v1/compare',
  getTexts: 'GET /v1/compare/:id',
  listEnvironments: 'GET /v1/environments',
  getMatrix: 'GET /v1/matrix',
  listLeases: 'GET /v1/leases',
  getBacklog: 'GET /v1/backlog',
  getInstallationReport: 'GET /v1/doctor',
  listAudit: 'GET /v1/audit',
  getHold: 'GET /v1/hold',
  putHold: 'PUT /v1/hold',
  deleteHold: 'DELETE /v1/hold',
  getServicePlan: 'GET /v1/services/plan',
  createPlan: 'POST /v1/releases/plan',
  getPlan: 'GET /v1/releases/:id/plan',
  createRelease: 'POST /v1/releases',
  createRollback: 'POST /v1/rollbacks',
  createPromotion: 'POST /v1/promotions',
  createAction: 'POST /v1/actions',
  createRun: 'POST /v1/runs',
  listReleases: 'GET /v1/releases',
  getRelease: 'GET /v1/releases/:id',
  getPart: 'GET /v1/releases/:id/apps/:key',
  cancelRelease: 'POST /v1/releases/:id/cancel',
  pauseRelease: 'POST /v1/releases/:id/pause',
  continueRelease: 'POST /v1/releases/:id/continue',
  retryRelease: 'POST /v1/releases/:id/retry',
  getFinish: 'GET /v1/releases/:id/finish',
  finishRelease: 'POST /v1/releases/:id/finish',
  getUndo: 'GET /v1/releases/:id/undo',
  undoRelease: 'POST /v1/releases/:id/undo',
  createBundle: 'POST /v1/bundles',
  listBundles: 'GET /v1/bundles',
  getBundle: 'GET /v1/bundles/:id',
  diffBundles: 'GET /v1/bundles/:id/diff/:other',
  followRelease: 'GET /v1/releases/:id/events',
  followAll: 'GET /v1/events',
  readLogs: 'GET /v1/releases/:id/logs',
  searchLogs: 'POST /v1/logs/search',
  listLogs: 'POST /v1/logs/files',
  tailLogs: 'GET /v1/logs/tail',
  getOpenApi: 'GET /openapi.json',
  getFleetSchema: 'GET /fleet.schema.json',
  getDocs: 'GET /docs',
  getMetrics: 'GET /metrics',
} as const satisfies Readonly<Record<string, `${'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'} /${string}`>>;
export type EndpointId = keyof typeof apiRoutes;
export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** The names of the parts of a path that vary, as `id` of `/v1/releases/:id`. */
type PathParts<Path extends string> = Path extends `${string}:${infer Part}/${infer Rest}`
  ? Part | PathParts<`/${Rest}`>
  : Path extends `${string}:${infer Part}`
    ? Part
    : never;

/** The parts of the path of an endpoint. */
export type PathOf<Id extends EndpointId> = Readonly<Record<PathParts<(typeof apiRoutes)[Id]>, string>>;

/** The method and the path of an endpoint. */
export function routeOf(id: EndpointId): { method: Method; path: string } {
  const [method, path] = apiRoutes[id].split(' ') as [string, string];
  return { method: method.toLowerCase() as Method, path };
}

/** The path of an endpoint with its parts filled in. */
export function pathTo<Id extends EndpointId>(id: Id, parts: PathOf<Id>): string {
  const values: Readonly<Record<string, string>> = parts;
  return routeOf(id).path.replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(values[name] ?? ''));
}
