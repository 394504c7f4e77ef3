import type { AppDifference, ReleaseFindings } from '#contract';
import { type DeployRow, localTime } from '#records';
import { inner, type SettledTarget, targetsIn, type Presenter } from './settled.js';
import { shortfall, whyNotDone } from './wording.js';

/** The fields of one app: the 18 documented ones, and when it failed its error and standing. */
function node(part: SettledTarget, row: DeployRow | undefined): Record<string, unknown> {
  return {
    deloy_configdir_after: row?.deloy_configdir_after ?? null,
    deloy_configdir_before: row?.deloy_configdir_before ?? null,
    deloy_prodir_after: row?.deloy_prodir_after ?? null,
    deloy_prodir_before: row?.deloy_prodir_before ?? null,
    deloy_prodir_real_before: row?.deloy_prodir_real_before ?? null,
    deloy_size: row?.deloy_size ?? null,
    deploy_ip: part.app.host,
    deploy_key: part.app.appKey,
    deploy_take: row?.deploy_take ?? null,
    end_time: row?.end_time ?? null,
    processNumber: text(row?.processNumber),
    randomStr: part.randomStr,
    rollRecord: row?.rollRecord ?? 0,
    rollStatus: row?.rollStatus ?? 0,
    rollbackNumber: row?.rollbackNumber ?? 0,
    rsync_war_time: row?.rsync_war_time ?? null,
    start_app_time: row?.start_app_time ?? null,
    start_time: row?.start_time ?? null,
    ...shortfall(part.result),
  };
}

const text = (value: number | null | undefined): string | null =>
  value === null || value === undefined ? null : String(value);

const unchanged = ({ program, config }: AppDifference): boolean => program.total === 0 && config.total === 0;

/** release: every app's record, the times of the whole, and the differences. */
export const presentRelease: Presenter = (settled) => {
  const { request, settlement, rows, settledAt } = settled;
  const why = whyNotDone(settlement);
  const { diff } = settlement.facts as Partial<ReleaseFindings>;
  const k = request.wire.parameters.k!;
  // Of an app that was put back it would be a version that it does not run.
  const switched = request.apps.filter(({ standing }) => standing === 'new');
  const versions = switched.flatMap(({ app, provenance: { version, commit = null } }) =>
    version === undefined ? [] : [{ app_key: app.appKey, version, commit }],
  );
  const nothing = diff !== undefined && diff.length > 0 && diff.every(unchanged);
  return inner(settled, [
    {
      code: why === null ? 0 : -1,
      msg: why === null ? `${k} have finshed release` : `${k} release failed: ${why}`,
      starttime: localTime(request.acceptedAt),
      endtime: localTime(settledAt),
      data: targetsIn(settled).map((part) =>
        node(
          part,
          rows.find((row) => row.randomStr === part.randomStr),
        ),
      ),
      ...(diff && { diff: diff.map(({ appKey, program, config }) => ({ app_key: appKey, program, config })) }),
      ...(versions.length > 0 && { versions }),
      ...(why === null &&
        nothing && { notice: 'nothing changes: program and config are the same as what was live before' }),
    },
  ]);
};
