import type { RestartMode, ServiceKind } from '#contract';
import type { App } from '../model/app.js';
import { commandService } from './command.js';
import { composeService } from './compose.js';
import { initService } from './init.js';
import { noService } from './none.js';
import { pm2Service } from './pm2.js';
import { supervisorService } from './supervisor.js';
import { systemdService } from './systemd.js';
import type { ServiceType } from './contract.js';

/** Every way an application is started and stopped on its host. */
export const serviceTypes = {
  init: initService,
  systemd: systemdService,
  supervisor: supervisorService,
  pm2: pm2Service,
  compose: composeService,
  command: commandService,
  none: noService,
} satisfies Record<ServiceKind, ServiceType>;

/** What a release does with a running application. */
export const restartModeOf = ({ restarts, reloads }: Pick<App, 'restarts' | 'reloads'>): RestartMode =>
  restarts ? 'restart' : reloads ? 'reload' : 'never';

/** The kind of service of an application. */
export const serviceKindOf = ({ service }: Pick<App, 'service'>): ServiceKind => service?.type ?? 'init';
