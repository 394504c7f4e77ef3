import type { App } from '../model/app.js';
import { initService } from './init.js';
import type { ServiceType } from './contract.js';

/** Every way an application is started and stopped on its host. */
export const serviceTypes = { init: initService } satisfies Record<string, ServiceType>;
export type ServiceKind = keyof typeof serviceTypes;
export const serviceKinds = Object.keys(serviceTypes) as ServiceKind[];

/** The kind of service of an application. No setting names another one than the init script of its row. */
export const serviceKindOf = (_app: App): ServiceKind => 'init';
