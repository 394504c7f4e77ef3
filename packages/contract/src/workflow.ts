/*
 * Phases and steps as data: what people call them, in which order they stand, and what a step makes true. The pipelines of
 * #release name their steps by this list; the columns of the console, its labels and the columns of `pre_deploy_manage` follow
 * from it. Programs without ajv reach it by `#contract/workflow`.
 */
import { phases, type Phase } from './results/lists.js';

/** What people read in place of a name. */
export interface Labels {
  en: string;
  zh: string;
}

/** `ends`: a host that has done it has come to its end, unless another phase follows. */
export interface PhaseRow {
  runs: 'once' | 'host';
  ends: boolean;
  label: Labels;
}

const once = (en: string, zh: string): PhaseRow => ({ runs: 'once', ends: false, label: { en, zh } });
const onHost = (ends: boolean, en: string, zh: string): PhaseRow => ({ runs: 'host', ends, label: { en, zh } });

/** A row for each phase. */
export const phaseRows: Readonly<Record<Phase, PhaseRow>> = {
  stage: once('Stage', '备料'),
  prepare: onHost(false, 'Prepare', '准备'),
  hooks: onHost(false, 'Hooks', '钩子'),
  activate: onHost(true, 'Activate', '切换'),
  wrapUp: onHost(true, 'Wrap up', '全部完成后'),
  undo: onHost(true, 'Undo', '撤销'),
  hooksUndo: onHost(true, 'Undo hooks', '撤销钩子'),
  discard: onHost(true, 'Discard', '丢弃'),
  ['visit']: onHost(true, 'Running on host', '主机操作'),
  collect: once('Collect', '收集'),
  settle: once('Settle', '收尾'),
};

/**
 * What of the record in `pre_deploy_manage` a step makes true once it has ended well. `before`: what was live; `transfer`: bytes
 * have arrived; `switch`: the new release is live; `live`: what is live now, after going back.
 */
export type StepRecords = 'before' | 'transfer' | 'switch' | 'live';

export interface StepRow {
  /** The phases it can belong to. */
  phases: readonly Phase[];
  label: Labels;
  records?: StepRecords;
}

const row = (phase: Phase | readonly Phase[], en: string, zh: string, records?: StepRecords): StepRow => ({
  phases: typeof phase === 'string' ? [phase] : phase,
  label: { en, zh },
  ...(records ? { records } : {}),
});

/** A row for each step on a host; within a phase they stand in this order. */
export const stepRows = {
  inspect: row('prepare', 'inspect', '检视', 'before'),
  verifyTarget: row('prepare', 'verify target', '核对目标'),
  carry: row('prepare', 'transfer', '传输', 'transfer'),
  seal: row('prepare', 'verify', '校验'),
  carryExactly: row('prepare', 'transfer exactly', '逐字节传输', 'transfer'),
  sealExactly: row('prepare', 'verify again', '再次校验'),
  workerHooks: row('hooks', 'hooks on the worker', 'worker 上的钩子'),
  onceHooks: row('hooks', 'hooks', '钩子'),
  beforeSwitch: row('activate', 'hooks before', '切换前钩子'),
  activate: row('activate', 'switch', '切换', 'switch'),
  service: row('visit', 'service', '启停'),
  probe: row(['activate', 'visit'], 'health', '健康检查'),
  confirm: row('activate', 'confirm', '确认'),
  afterStart: row('activate', 'hooks after', '启动后钩子'),
  afterAll: row('wrapUp', 'hooks after all', '全部完成后的钩子'),
  workerAfterAll: row('wrapUp', 'hooks on the worker after all', '全部完成后 worker 上的钩子'),
  revert: row('activate', 'revert', '恢复旧版', 'live'),
  takeBack: row('undo', 'roll back', '回滚', 'live'),
  probeAgain: row(['activate', 'undo'], 'health after rollback', '回滚后健康检查'),
  onFailure: row(['activate', 'undo'], 'hooks on failure', '失败后的钩子'),
  undoHooks: row('hooksUndo', 'undo hooks', '撤销钩子'),
  workerUndo: row('hooksUndo', 'undo hooks on the worker', '撤销 worker 上的钩子'),
  discard: row(['activate', 'undo', 'hooksUndo', 'discard'], 'discard', '清除'),
  disarm: row('discard', 'clean up', '清理'),
  look: row(['activate', 'undo'], 'look', '查看'),
  preview: row('visit', 'preview', '预览'),
  check: row('visit', 'check', '检查'),
  drift: row('visit', 'drift', '漂移'),
  doctor: row('visit', 'doctor', '诊断'),
  run: row('visit', 'run', '执行'),
  logFiles: row('visit', 'list logs', '列出日志'),
  readLog: row('visit', 'read log', '读取日志'),
  searchLogs: row('visit', 'search logs', '搜索日志'),
  takeover: row('visit', 'take over', '接管'),
  removal: row('visit', 'what would go', '查看可移除项'),
  remove: row('visit', 'remove', '移除'),
} satisfies Readonly<Record<string, StepRow>>;
export type StepName = keyof typeof stepRows;

export const stepNames = Object.keys(stepRows) as StepName[];

/** The row of a step; undefined for a name nobody knows, as an older program may have stored it. */
export const stepRow = (name: string): StepRow | undefined =>
  Object.hasOwn(stepRows, name) ? stepRows[name as StepName] : undefined;

/** What a phase is called, or its name where nobody knows it. */
export const phaseLabel = (name: string, language: keyof Labels): string =>
  Object.hasOwn(phaseRows, name) ? phaseRows[name as Phase].label[language] : name;

/** Whether a host that has done a phase has come to its end, unless another one follows. */
export const endsIn = (name: string): boolean => Object.hasOwn(phaseRows, name) && phaseRows[name as Phase].ends;

/** What a step is called; a phase that runs once may stand in its place. */
export const stepLabel = (name: string, language: keyof Labels): string =>
  stepRow(name)?.label[language] ?? (Object.hasOwn(phaseRows, name) ? phaseLabel(name, language).toLowerCase() : name);

/** Sorts what belongs to steps by phase, then by place; names nobody knows come last, by the alphabet. */
export function byPlace(a: { phase: string; step: string }, b: { phase: string; step: string }): number {
  const place = (name: string, names: readonly string[]): number => {
    const index = names.indexOf(name);
    return index === -1 ? names.length : index;
  };
  return (
    place(a.phase, phases) - place(b.phase, phases) ||
    place(a.step, stepNames) - place(b.step, stepNames) ||
    (a.step < b.step ? -1 : 1)
  );
}

/** A phase of a workflow, with the steps that every host takes when all goes well. */
export interface OutlinePhase {
  phase: Phase;
  steps: readonly StepName[];
}

/** The phases of the actions that switch hosts: what is to come, before anything has happened. */
export const outlines = {
  release: [
    { phase: 'stage', steps: [] },
    { phase: 'prepare', steps: ['inspect', 'carry', 'seal'] },
    { phase: 'activate', steps: ['activate', 'probe'] },
  ],
  rollback: [
    { phase: 'prepare', steps: ['inspect', 'verifyTarget'] },
    { phase: 'activate', steps: ['activate', 'probe'] },
  ],
} as const satisfies Record<string, readonly OutlinePhase[]>;

/** The outline of an action; empty where it switches no hosts. */
export const outlineOf = (action: string): readonly OutlinePhase[] =>
  Object.hasOwn(outlines, action) ? outlines[action as keyof typeof outlines] : [];
