import type { Phase } from '#contract';
import { advance, type StepRecord } from './advance.js';
import type { App } from '../model/app.js';
import type { HookApp } from '../model/hook.js';
import type { Facts } from '../model/instruction.js';
import { hostPaths } from '../model/paths.js';
import { nothingLate } from '../model/variables.js';
import { workflows } from './workflows.js';
import type { HostSettings, StepContext } from '../model/step.js';

/** The facts of a host that holds the release. */
const holdsIt: Facts = { sealed: 'yes', mismatch: 'no' };

/** What a preview goes by beside the app. */
export interface PreviewSettings {
  confirm: number;
  settings: HostSettings;
  /** So little differs from the live release that it comes with the first look at the host. */
  little: boolean;
  /** The apps that are released with it. */
  together: readonly HookApp[];
}

/**
 * The steps a release would take on an app if nothing fails, asked of `advance` as the worker does.
 */
export function previewSteps(
  app: App,
  { confirm, settings, little, together }: PreviewSettings,
): { phase: Phase; step: string }[] {
  const targets = { names: [app.appKey] };
  const context: StepContext = {
    app,
    installation: { id: '', name: '' },
    requestId: '',
    stamp: '',
    request: { kind: 'release', targets, source: { kind: 'updateDirectory' }, strategy: {}, whenBusy: 'refuse' },
    fence: 0,
    unique: '',
    paths: hostPaths(app, '', settings.baseappDir),
    settings,
    facts: {},
    payload: null,
    target: null,
    known: null,
    expired: [],
    late: nothingLate,
    together,
    confirm,
  };
  const holding = little ? 'inspect' : 'seal';
  const { phases, pipelines } = workflows.release!;
  return [...phases, 'wrapUp' as const].flatMap((phase) => {
    const pipeline = pipelines[phase];
    const history: StepRecord[] = [];
    for (;;) {
      const next = pipeline && advance(pipeline, history, context);
      if (next?.do !== 'step') return history.map(({ step }) => ({ phase, step }));
      const { name } = next.step;
      history.push({ step: name, state: 'done', facts: name === holding ? holdsIt : {}, trouble: null });
    }
  });
}
