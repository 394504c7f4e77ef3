import type { App } from '../model/app.js';
import type { Service, ServiceOf } from '../model/service.js';

/** The settings of an app's service, which is of this kind. Throws TypeError where it is of another one. */
export function serviceSettings<K extends Service['type']>({ appKey, service }: App, kind: K): ServiceOf<K> {
  if (service?.type !== kind) throw new TypeError(`the service of ${appKey} is no ${kind}`);
  return service as ServiceOf<K>;
}
