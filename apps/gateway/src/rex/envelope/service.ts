import type { ServiceAppFindings } from '#contract';
import { catalogueRow } from './catalogueRow.js';
import { perApp } from './perApp.js';
import type { Presenter } from './settled.js';
import { shortfall } from './wording.js';

/** The original's number for the result of a start (1 good, 2 bad) and of a stop (2 good, 1 bad). */
const resultCode = (action: string, status: 1 | -1): string => ((status === 1) === (action === 'stop') ? '2' : '1');

/** service: for each app the processes before, and the result of starting or stopping. */
export const presentService: Presenter = (settled) => {
  const action = settled.request.wire.parameters.a!;
  return perApp(settled, ({ app, result }) => {
    const { before, after, status, message } = result.facts as Partial<ServiceAppFindings>;
    const missed = shortfall(result);
    const acted = status === 1 || status === -1;
    return {
      config: { ...catalogueRow(app), action, jsonfile: '', services_file: '', key: '' },
      service_start_retry: String(settled.config.release.startAttempts),
      before: { processNumber: before === undefined ? null : String(before) },
      ...(acted && {
        after: { result_code: resultCode(action, status), processNumber: after === null ? null : String(after) },
      }),
      app_key: app.appKey,
      ...missed,
      status: status ?? -1,
      msg: message ?? missed.msg ?? null,
    };
  });
};
