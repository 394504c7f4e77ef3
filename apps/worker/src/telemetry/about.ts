import type { App } from '#release';
import type { RequestRecord } from '#records';

/** What every line of the log says of the request it is about, and of the app and its host. */
export function about(
  { id, action, recorded, stamp }: Pick<RequestRecord, 'id' | 'action' | 'recorded' | 'stamp'>,
  app?: Pick<App, 'appKey' | 'host'>,
): Record<string, string> {
  return {
    request: id,
    action,
    ...(recorded && stamp ? { release: stamp } : {}),
    ...(app ? { app: app.appKey, host: app.host } : {}),
  };
}
