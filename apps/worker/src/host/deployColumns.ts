import type { Phase, ErrorReport } from '#contract';
import { stepRow } from '#contract/workflow';
import { localTime, type DeployColumns, type DeployRow } from '#records';
import type { App, Facts, StepContext } from '#release';

/*
 * The columns of `pre_deploy_manage`, each written when it has become true, by the clock of MySQL (hosts and
 * workers may disagree about the time).
 */

const seconds = (from: string | null, to: string | null): number =>
  from && to ? Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 1000)) : 0;

/** The columns to write once a step has succeeded, at `now`. `startedAt` is the observed start of the application. */
export function columnsOfStep(
  step: string,
  { app }: StepContext,
  facts: Facts,
  { startedAt, now: at }: { startedAt: Date | null; now: Date },
): DeployColumns {
  const separate = app.layout === 'separate';
  const now = localTime(at);
  switch (stepRow(step)?.records) {
    case 'before':
      return {
        ...(separate
          ? { deloy_prodir_before: facts.program_before || null, deloy_configdir_before: facts.config_before || null }
          : { deloy_prodir_real_before: facts.program_before || null }),
        ...(facts.sealed === 'yes' ? { rsync_war_time: now } : {}),
      };
    case 'transfer':
      return { rsync_war_time: now };
    case 'switch':
      return {
        deloy_prodir_before: facts.program_lies || null,
        ...(separate ? { deloy_configdir_before: facts.config_lies || null } : {}),
        deloy_size: facts.size ?? null,
        start_app_time: startedAt ? localTime(startedAt) : now,
        ...live(facts, app),
      };
    case 'live':
      return live(facts, app);
    case undefined:
      return {};
  }
}

const live = (facts: Facts, { layout, service }: App): DeployColumns => ({
  deloy_prodir_after: facts.program_now || null,
  ...(layout === 'separate' ? { deloy_configdir_after: facts.config_now || null } : {}),
  // A release that left no process is taken for one that failed, by the original, too.
  processNumber: service?.type === 'none' ? 1 : Number(facts.processes ?? 0),
});

/** The columns to write once a phase has ended; after activation, or after a failure, so has the attempt. */
export function columnsOfEnd(
  phase: Phase,
  trouble: ErrorReport | null,
  row: DeployRow | undefined,
  rollback: boolean,
  now: Date,
): DeployColumns {
  // Without an end the attempt is no release to roll back to.
  if (trouble) return { status: 0, end_time: null, note: `${trouble.code}: ${trouble.message}`.slice(0, 128) };
  if (phase !== 'activate') return {};
  const endTime = localTime(now);
  const total = `Total Take:${seconds(row?.start_time ?? null, endTime)}`;
  const rsync = `Rsync Time:${seconds(row?.start_time ?? null, row?.rsync_war_time ?? null)}`;
  const start = `Start App Time:${seconds(row?.start_app_time ?? null, endTime)}`;
  return {
    end_time: endTime,
    status: 0,
    deploy_take: rollback ? `${total}  || ${start}` : `${total} || ${rsync} || ${start}`,
    ...(rollback ? { rollRecord: 1 } : {}),
  };
}
