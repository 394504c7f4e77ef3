import { script } from '#shell';
import { journal } from '../host/journal.js';
import { prelude } from '../host/prelude.js';
import type { ScriptInstruction } from '../model/instruction.js';
import type { StepContext } from '../model/step.js';

/** Whether the application's URL is asked after a start. */
export const asksHealth = ({ app, settings }: StepContext): boolean => app.health !== null && settings.health > 0;

/** What the prelude expects. */
export function entryValues(context: StepContext, step: string): Record<string, string | number> {
  const { app, installation } = context;
  return {
    state: context.paths.state,
    fence: context.fence,
    unique: context.unique,
    request: context.requestId,
    step,
    lock_seconds: lockSeconds(context),
    installation: installation.id,
    installation_name: installation.name,
    of_app: app.appKey,
    of_host: app.host,
  };
}

/** What the prelude and the functions of host/application.ts expect. */
export function commonValues(context: StepContext, step: string): Record<string, string | number> {
  const { settings, app } = context;
  return {
    ...entryValues(context, step),
    init: app.init,
    key: app.processKey,
    stop_ms: Math.round(settings.stop * 1000),
    stop_seconds: settings.stop,
    start_ms: Math.round(settings.start * 1000),
    start_seconds: settings.start,
    start_attempts: settings.startAttempts,
    stable_ms: Math.round(settings.stable * 1000),
  };
}

/** For a step that is followed by a probe: an application that is asked at its URL shows there that it stays. */
export const probed = (context: StepContext): Record<string, number> => (asksHealth(context) ? { stable_ms: 0 } : {});

/** A script for the app's host: the prelude, the journal, the parts it uses, its own body, and the values all of them expect. */
export function hostScript(
  context: StepContext,
  step: string,
  deadlineSeconds: number,
  parts: string[],
  values: Record<string, string | number>,
): ScriptInstruction {
  return {
    do: 'script',
    script: script([prelude, journal, ...parts].join('\n'), { ...commonValues(context, step), ...values }),
    deadlineMs: Math.round((lockSeconds(context) + deadlineSeconds) * 1000),
  };
}

/**
 * Prints such lines as lists have, digests and names, never commands. The end marker of the here document holds the request id,
 * which no file name can guess.
 */
export const hereDocument = ({ requestId }: StepContext, lines: string): string =>
  lines === '' ? ':' : `cat <<'END-${requestId}'\n${lines}END-${requestId}`;

/** Seconds stopping and starting an application takes at the most: see host/application.ts. */
export const restartSeconds = ({ settings: { stop, start, stable } }: StepContext): number =>
  stop * 2 + start * 2 + stable + 12;

/** Whole seconds a script waits for another one of the same app, which may be one whose connection was lost. */
export const lockSeconds = (context: StepContext): number => Math.ceil(Math.max(60, restartSeconds(context)));
