import type { App } from '#release';
import type { RequestRecord } from '#records';

/** The fields of every log line about a request, and about an app and its host. */
export function logFields(
  { id, wire, recorded, stamp }: Pick<RequestRecord, 'id' | 'wire' | 'recorded' | 'stamp'>,
  app?: Pick<App, 'appKey' | 'host'>,
): Record<string, string> {
  return {
    request: id,
    action: wire.action,
    ...(recorded && stamp ? { release: stamp } : {}),
    ...(app ? { app: app.appKey, host: app.host } : {}),
  };
}
