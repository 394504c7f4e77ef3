import { restartModeOf, serviceKindOf, serviceTypes } from '../services/index.js';
import { environmentPlaces, environmentValues } from '../services/environmentFile.js';
import { healthType } from '../health/index.js';
import type { App } from '../model/app.js';
import { secondsOf } from '../model/hook.js';
import { ownerValues } from '../model/owner.js';
import { asidePaths, linked, sharedPaths, sharedRoot, usualSharedRoot } from '../model/paths.js';
import type { StepContext } from '../model/step.js';

type Values = Record<string, string | number>;

/** True when it is asked after a start whether the application is well. */
export const asksHealth = ({ app, settings }: StepContext): boolean => app.health.length > 0 && settings.health > 0;

/** The files that the checks of an app look into, in their order. */
export const logFilesOf = ({ health }: App): string[] =>
  health.flatMap((check) => (check.type === 'log' ? [check.file] : []));

/** What scripts are told of each. */
const restartsOf = { restart: 'yes', reload: 'reload', never: 'no' } as const;

/** Seconds a stop and a start of an app may take. */
const limitsOf = ({ limits }: App, { stop, start }: StepContext['settings']): { stop: number; start: number } => ({
  stop,
  start,
  ...limits,
});

/** Seconds stopping and starting an application takes at the most: see lib/application.sh. */
export const restartSeconds = ({ app, settings }: StepContext): number => {
  const { stop, start } = limitsOf(app, settings);
  return stop * 2 + start * 2 + settings.stable + 12;
};

/** Whole seconds a script waits for another one of the same app, which may be one whose connection was lost. */
export const lockSeconds = (context: StepContext): number =>
  Math.ceil(Math.max(60, restartSeconds(context) + secondsOf(context.app.hooks ?? [])));

const milliseconds = (seconds: number): number => Math.round(seconds * 1000);

/** Milliseconds that what was started has to stay, where a probe follows: an application that is asked at its URL shows there that it stays. */
export const stableMsBeforeProbe = (context: StepContext): number =>
  asksHealth(context) && context.app.health.some((check) => healthType(check).lasts)
    ? 0
    : milliseconds(context.settings.stable);

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
  const limits = limitsOf(app, settings);
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
    shared_root: sharedRoot(app),
    // Where it would lie without a root of its own, as far as that is another place.
    shared_usual: sharedRoot(app) === usualSharedRoot(app) ? '' : usualSharedRoot(app),
    shared_paths: sharedPaths(app),
    // What somebody agreed to, as far as the host had it when it was looked at before the release.
    adopt_paths: context.facts.adopts ?? '',
    log_files: logFilesOf(app).join('\n'),
    hook_become: app.login?.become ?? '',
    ...ownerValues(context, environmentPlaces(context)),
    restarts: restartsOf[restartModeOf(app)],
    // Whoever starts or stops it says them: a secret that is missing keeps nobody from looking.
    variables: '',
    ...environmentValues(context),
    ...serviceTypes[serviceKindOf(app)].values(app),
    stop_ms: milliseconds(limits.stop),
    stop_seconds: limits.stop,
    start_ms: milliseconds(limits.start),
    start_seconds: limits.start,
    start_attempts: settings.startAttempts,
    stable_ms: milliseconds(settings.stable),
  };
}
