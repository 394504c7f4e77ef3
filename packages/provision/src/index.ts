export { answers, type PortProbe } from './servers/answers.js';
export { type Bulk, fillBulk, noise } from './demo/bulk.js';
export { findBrowser, installTestPrograms } from './install/testPrograms.js';
export { createDemoApp, type DemoApp, type DemoAppOptions } from './demo/createDemoApp.js';
export type { DetailRow } from './demo/detailRow.js';
export { type InitCall, initCalls } from './demo/initCalls.js';
export { startDemoApp, stopDemoApp } from './demo/stopDemoApp.js';
export { commandLines } from './process/processTable.js';
export { endProcess } from './process/endProcess.js';
export { type ExitTask, stopOnExit } from './process/stopOnExit.js';
export { findPrograms } from './process/findPrograms.js';
export { freePort } from './servers/freePort.js';
export { installServers } from './install/installServers.js';
export type { InstallPlace } from './install/installPrograms.js';
export type { Log } from './install/runLogged.js';
export { boundCommand, launch, type Launch, type RunningProcess } from './process/launch.js';
export { hostPath } from './process/privatePrograms.js';
export { findServers, type Server, type Servers } from './servers/servers.js';
export {
  type NamedServer,
  type PrivateServers,
  privateServersRun,
  privateServersFile,
  readPrivateServers,
  startPrivateServers,
  useUnpacked,
} from './private/privateServers.js';
export { sshKey } from './servers/sshKey.js';
export { type Mariadb, type MariadbOptions, rightsOfRexflow, startMariadb } from './servers/startMariadb.js';
export { type Redis, type RedisOptions, startRedis } from './servers/startRedis.js';
export { type Sshd, type SshdOptions, startSshd } from './servers/startSshd.js';
export { lastLinesOf } from './process/lastLinesOf.js';
