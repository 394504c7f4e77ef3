import type { Config } from '#config';
import type { AppResult, Settlement } from '#contract';
import type { TargetRecord, DeployRow, RequestRecord } from '#records';
import { mixedMember } from './wording.js';

/** A finished request with all that its answer shows. */
export interface Settled {
  request: RequestRecord;
  settlement: Settlement;
  settledAt: Date;
  /** Rows of `pre_deploy_manage` of its apps; empty for actions that write none. */
  rows: DeployRow[];
  config: Config;
}

/** The result of an action: the inner document and, when not everything asked for was done, the reason. */
export interface Presentation {
  code: 0 | -1;
  /** Null when all was done. */
  msg: string | null;
  data: unknown;
}

/** Builds the document below `data` in the envelope, typed as the original types it. */
export type Presenter = (settled: Settled) => InnerDocument;

/** The document below `data`. The original says success and failure with a string here. */
export interface InnerDocument {
  code: '0' | '-1';
  msg: string;
  data: unknown;
  [extra: string]: unknown;
}

/** One target of a finished request, with its result. */
export interface SettledTarget extends TargetRecord {
  result: AppResult;
}

/** The targets of a request in the order of the catalogue's id. */
export function targetsIn({ request, settlement }: Settled): SettledTarget[] {
  return request.apps.map((record) => {
    const appKey = record.app.appKey;
    const found = settlement.apps.find((result) => result.appKey === appKey);
    const { standing, step, trouble, facts } = record;
    return { ...record, result: found ?? { appKey, outcome: 'skipped', standing, step, trouble, facts } };
  });
}

/**
 * The inner document of a finished request, good or bad. Beyond the original: the warnings of a request that went on all the
 * same, and the apps it left out since their hosts are out of service, and what one left
 * mixed.
 */
export function inner({ settlement }: Settled, data: unknown): InnerDocument {
  const { warnings = [], skipped = [] } = settlement.facts as { warnings?: string[]; skipped?: string[] };
  const shown = {
    ...(warnings.length > 0 ? { warnings } : {}),
    ...(skipped.length > 0 ? { skipped } : {}),
    ...mixedMember(settlement),
  };
  return settlement.outcome === 'done'
    ? { code: '0', msg: '成功', data, ...shown }
    : { code: '-1', msg: '失败', data, ...shown };
}
