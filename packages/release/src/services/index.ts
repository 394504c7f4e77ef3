import { initService } from './init.js';
import type { ServiceKind, ServiceType } from './contract.js';

export { serviceKinds } from './contract.js';

/** Every kind of service: a kind that is left out does not compile. */
export const serviceTypes = { init: initService } satisfies Record<ServiceKind, ServiceType>;

/** The kind of service of an application. No setting names another one than the init script of its row. */
export const serviceKindOf = (): ServiceKind => 'init';
