import type { Config } from '#config';
import type { AppResult, Settlement } from '#contract';
import type { TargetRecord, DeployRow, RequestRecord } from '#records';

/** A settled request with all that its answer shows. */
export interface Settled {
  request: RequestRecord;
  settlement: Settlement;
  settledAt: Date;
  /** Rows of `pre_deploy_manage` of its apps; empty for actions that write none. */
  rows: DeployRow[];
  config: Config;
}

/** What an action came to: the inner document and, when not everything asked for was done, why. */
export interface Presentation {
  code: 0 | -1;
  /** Null when all was done. */
  msg: string | null;
  data: unknown;
}

/** What stands below `data` in the envelope, typed as the original types it. */
export type Presenter = (settled: Settled) => InnerDocument;

/** The document below `data`. The original says success and failure with a string here. */
export interface InnerDocument {
  code: '0' | '-1';
  msg: string;
  data: unknown;
  [extra: string]: unknown;
}

/** One app's part: what was asked of it and what it came to. */
export interface SettledTarget extends TargetRecord {
  result: AppResult;
}

/** The parts of a request in the order of the catalogue's id. */
export function targetsIn({ request, settlement }: Settled): SettledTarget[] {
  return request.apps.map((record) => {
    const appKey = record.app.appKey;
    const found = settlement.apps.find((result) => result.appKey === appKey);
    const { standing, step, trouble, facts } = record;
    return { ...record, result: found ?? { appKey, outcome: 'skipped', standing, step, trouble, facts } };
  });
}

/**
 * The inner document of a request that came to an end, good or bad. Beyond the original: what somebody should know of it although
 * it went on.
 */
export function inner({ settlement }: Settled, data: unknown): InnerDocument {
  const { warnings = [] } = settlement.facts as { warnings?: string[] };
  const shown = warnings.length > 0 ? { warnings } : {};
  return settlement.outcome === 'done'
    ? { code: '0', msg: '成功', data, ...shown }
    : { code: '-1', msg: '失败', data, ...shown };
}
