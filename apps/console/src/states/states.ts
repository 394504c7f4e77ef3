import type { Labels } from '#contract/workflow';
import type { IconName } from '../icons/paths.js';

/** The colours of states, as style/tokens.css names them. */
export type StateToken = 'ok' | 'bad' | 'run' | 'mix' | 'drift' | 'hold' | 'drain' | 'off';

/** A state as it is shown everywhere: an icon, a colour and a word, always all three. */
export interface StateRow {
  icon: IconName;
  token: StateToken;
  label: Labels;
}

const row = (icon: IconName, token: StateToken, en: string, zh: string): StateRow => ({
  icon,
  token,
  label: { en, zh },
});

/**
 * Every state of the console, those that need somebody first: of groups and targets, of releases, of steps, of what is examined.
 * Lists are sorted by this order.
 */
export const stateRows = {
  failing: row('cross', 'bad', 'Failing', '异常'),
  failed: row('cross', 'bad', 'Failed', '失败'),
  mixed: row('half', 'mix', 'Mixed', '版本不一'),
  partial: row('half', 'mix', 'Partial', '部分成功'),
  needsApproval: row('person', 'hold', 'Needs approval', '待审批'),
  paused: row('pause', 'hold', 'Paused', '已暂停'),
  drifted: row('differs', 'drift', 'Drifted', '有漂移'),
  warning: row('warning', 'drift', 'Warning', '有警告'),
  running: row('ring', 'run', 'Running', '进行中'),
  queued: row('dashedRing', 'off', 'Queued', '排队中'),
  scheduled: row('clock', 'hold', 'Scheduled', '已排期'),
  prepared: row('check', 'run', 'Prepared', '已分发'),
  waiting: row('dashedRing', 'off', 'Waiting', '未开始'),
  draining: row('drain', 'drain', 'Draining', '摘流中'),
  unknown: row('question', 'off', 'Unknown', '未知'),
  outOfService: row('crossedRing', 'off', 'Out of service', '已停用'),
  frozen: row('star', 'hold', 'Frozen', '封网中'),
  rolledBack: row('back', 'mix', 'Rolled back', '已回滚'),
  cancelled: row('crossedRing', 'off', 'Cancelled', '已取消'),
  superseded: row('dash', 'off', 'Superseded', '已被取代'),
  unchanged: row('dash', 'off', 'Unchanged', '未变更'),
  succeeded: row('check', 'ok', 'Succeeded', '成功'),
  healthy: row('check', 'ok', 'Healthy', '健康'),
  uniform: row('check', 'ok', 'Uniform', '一致'),
} as const satisfies Readonly<Record<string, StateRow>>;

/** The name of a state. */
export type StateName = keyof typeof stateRows;

const order = Object.keys(stateRows);

/** Sorts states by need, those that need somebody first. */
export const byNeed = (a: StateName, b: StateName): number => order.indexOf(a) - order.indexOf(b);
