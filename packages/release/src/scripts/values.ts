import { serviceKindOf, serviceTypes } from '../services/index.js';
import { asidePaths, linked } from '../model/paths.js';
import type { StepContext } from '../model/step.js';

type Values = Record<string, string | number>;

/** True when the application's URL is asked after a start. */
export const asksHealth = ({ app, settings }: StepContext): boolean => app.health !== null && settings.health > 0;

/** Seconds stopping and starting an application takes at the most: see lib/application.sh. */
export const restartSeconds = ({ settings: { stop, start, stable } }: StepContext): number =>
  stop * 2 + start * 2 + stable + 12;

/** Whole seconds a script waits for another one of the same app, which may be one whose connection was lost. */
export const lockSeconds = (context: StepContext): number => Math.ceil(Math.max(60, restartSeconds(context)));

const milliseconds = (seconds: number): number => Math.round(seconds * 1000);

/** Milliseconds that what was started has to stay, where a probe follows: an application that is asked at its URL shows there that it stays. */
export const stableMsBeforeProbe = (context: StepContext): number =>
  asksHealth(context) ? 0 : milliseconds(context.settings.stable);

/** The links of an app, and the directories they lead to before and after this release. */
function linkValues({ app, facts, settings, stamp, known }: StepContext): Values {
  const before = facts.program_before ?? '';
  const aside = asidePaths(app, stamp, settings.backupDir, before || app.programLink);
  return {
    program_link: app.programLink,
    config_link: app.layout === 'separate' ? app.configLink : '',
    program_before: before,
    config_before: facts.config_before ?? '',
    program_aside: aside.program,
    config_aside: aside.config,
    moves: aside.moves ? 'yes' : 'no',
    linked: linked(app, settings.plainLinks),
    known_program: known?.program ?? '',
    known_config: known?.config ?? '',
  };
}

/** The values that scripts may expect, as far as the context tells them: the heads of the files in lib/ name those they need. */
export function contextValues(context: StepContext, step: string): Values {
  const { app, installation, settings } = context;
  return {
    ...linkValues(context),
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
    restarts: app.restarts ? 'yes' : 'no',
    ...serviceTypes[serviceKindOf(app)].values(app),
    stop_ms: milliseconds(settings.stop),
    stop_seconds: settings.stop,
    start_ms: milliseconds(settings.start),
    start_seconds: settings.start,
    start_attempts: settings.startAttempts,
    stable_ms: milliseconds(settings.stable),
  };
}
