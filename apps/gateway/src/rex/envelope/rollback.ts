import type { RollbackAppFindings } from '#contract';
import { catalogueRow } from './catalogueRow.js';
import { perApp } from './perApp.js';
import type { Presenter } from './settled.js';
import { shortfall } from './wording.js';

/** rollback: for each app its catalogue row, its own record and the record it went back by. */
export const presentRollback: Presenter = (settled) => {
  const rollstatus = settled.request.wire.parameters.rollstatus ?? '0';
  return perApp(settled, ({ app, randomStr, provenance: { version }, result }) => {
    const { record, target } = result.facts as Partial<RollbackAppFindings>;
    const missed = shortfall(result);
    return {
      k: app.appKey,
      rollstatus,
      data: [
        {
          k: app.appKey,
          config: catalogueRow(app),
          myAppStatus: randomStr,
          getLastDeloy: record ?? null,
          ...(target && { target }),
          ...(version !== undefined && { version }),
          ...(missed.msg === undefined ? {} : { errmsg: missed.msg }),
        },
      ],
      app_key: app.appKey,
      ...missed,
    };
  });
};
