import { onWorker, type HookRun, type HookTime, type Request } from '#contract';
import { quote } from '#shell';
import type { App } from './app.js';
import { sharedRoot } from './paths.js';
import type { StepContext } from './step.js';
import { exportsOf, fillText, type Variables } from './variables.js';

/** A command on the way of a release, run on a host of the app. */
export interface Hook {
  name: string;
  when: HookTime;
  /** `once`: on one host of the group, whatever their number. */
  run: HookRun;
  /** The app whose host runs it once; the first one of the release where that is not among them, or nobody says it. */
  on?: string;
  /** For `sh` of the host; on the worker the name of what its config.yml allows, and so is `onUndo`. */
  command: string;
  /** Seconds it may take. */
  seconds: number;
  /** `warn`: the release goes on without it. */
  onFailure: 'fail' | 'warn';
  /** Whose process it is; that of the login where nobody says it. */
  user?: string;
  /** Where it runs, seen from the release. */
  directory?: string;
  /** Over the variables of the app, and over what a hook knows of the release. */
  environment?: Variables;
  /** What makes undone what it did once, on the same host. */
  onUndo?: string;
  /** False: what it did once cannot be undone, and no host goes back after it. */
  reversible?: boolean;
  /** The program of the release brings it; absent where it is a setting. */
  from?: 'package';
}

/** True for one that runs on the worker. */
export const isOfWorker = ({ run, on }: Pick<Hook, 'run' | 'on'>): boolean => run === 'once' && on === onWorker;

/** The hooks of an app at one time, in the order of their names. */
export const hooksAt = ({ hooks = [] }: Pick<App, 'hooks'>, when: HookTime, run?: Hook['run']): readonly Hook[] =>
  hooks.filter((hook) => hook.when === when && (run === undefined || hook.run === run));

/** What makes undone what hooks of an app did once before the switch, the last one first. */
const undoesOf = (app: Pick<App, 'hooks'>): Hook[] =>
  hooksAt(app, 'before-switch', 'once').flatMap((hook) =>
    hook.onUndo === undefined ? [] : [{ ...hook, name: `${hook.name}.undo`, command: hook.onUndo }],
  );

export const hooksUndoing = (app: Pick<App, 'hooks'>): readonly Hook[] => undoesOf(app).reverse();

/** True where a hook that ran once before the switch keeps the hosts of a release from going back. */
export const keepsForward = ({ app, request }: { app: Pick<App, 'hooks'>; request: Pick<Request, 'kind'> }): boolean =>
  request.kind === 'release' && hooksAt(app, 'before-switch', 'once').some(({ reversible }) => reversible === false);

/** The same of a host that was switched: one that was not goes back to what it was, which is what it runs anyway. */
export const staysForward = ({
  facts,
  ...asked
}: Parameters<typeof keepsForward>[0] & { facts: Readonly<Record<string, string>> }): boolean =>
  facts.switched === 'yes' && keepsForward(asked);

/** An app of a request, as far as it matters for who runs what only one of a group runs. */
export type HookApp = Pick<App, 'appKey' | 'group' | 'hooks'>;

/**
 * The hooks that an app of a request runs for its whole group, of those given: where a hook names an app that is not among `all`, or
 * none, the first one of the group runs it.
 */
export function onceFor(app: HookApp, all: readonly HookApp[], hooks: readonly Hook[]): readonly Hook[] {
  if (hooks.length === 0) return [];
  const group = all.filter((one) => one.group === app.group);
  const runner = ({ on }: Hook): string | undefined => (group.find(({ appKey }) => appKey === on) ?? group[0])?.appKey;
  return hooks.filter((hook) => runner(hook) === app.appKey);
}

/** Seconds that these take at the most, one after the other: each is given some to end. */
export const secondsOf = (hooks: readonly Hook[]): number => hooks.reduce((sum, { seconds }) => sum + seconds + 8, 0);

/** The directory of the release that a request makes live on the host, or where a rollback goes to. */
const programOf = ({ target, paths }: StepContext): string => target?.program ?? paths.program;

/** What a hook knows of the release. */
export function hookVariables(hook: Hook, context: StepContext): Record<string, string> {
  const { app, requestId, stamp, facts, target, paths } = context;
  return {
    REXFLOW_HOOK: hook.name,
    REXFLOW_RELEASE: requestId,
    REXFLOW_STAMP: stamp,
    REXFLOW_APP: app.appKey,
    REXFLOW_GROUP: app.group,
    REXFLOW_HOST: app.host,
    REXFLOW_LINK: app.programLink,
    REXFLOW_PROGRAM: programOf(context),
    REXFLOW_CONFIG: (target ? target.config : paths.config) ?? app.configLink,
    REXFLOW_PREVIOUS: facts.program_before ?? '',
    REXFLOW_SHARED: sharedRoot(app),
  };
}

/** Takes lines from stdin, which no other program sees, and evaluates them; nothing of it stays. */
const takeSecrets = `rexflow_given=
while IFS= read -r rexflow_line; do rexflow_given="$rexflow_given$rexflow_line
"; done
exec </dev/null
eval "unset rexflow_given rexflow_line
$rexflow_given"`;

interface HookText {
  /** For `sh`: what a hook knows of the release by variables, where it runs, and its own line. */
  text: string;
  /** What it reads from stdin: the lines that export secrets; empty where it has none. */
  given: string;
}

function textOf(hook: Hook, context: StepContext, place: string): HookText {
  const known = hookVariables(hook, context);
  const { environment = {} } = hook;
  const under = Object.entries(context.app.variables ?? {}).filter(
    ([name]) => !(name in known) && !(name in environment),
  );
  const between = Object.entries(known).filter(([name]) => !(name in environment));
  const above = exportsOf(environment, context, `hooks.commands.${hook.name}.environment`);
  const below = exportsOf(Object.fromEntries(under), context, 'variables');
  const given = [below.secret, above.secret].filter((lines) => lines !== '').join('\n');
  const exported = [
    ...(given === '' ? [] : [takeSecrets]),
    ...(below.plain === '' ? [] : [below.plain]),
    ...between.map(([name, value]) => `export ${name}=${quote(value)}`),
    ...(above.plain === '' ? [] : [above.plain]),
  ];
  const into = [place, ...(hook.directory === undefined ? [] : [fillText(hook.directory, context)])].map(
    (path) => `cd -- ${quote(path)}`,
  );
  return { text: [...exported, `${into.join(' && ')} || exit 127`, hook.command].join('\n'), given };
}

const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** Hooks as scripts take them, and the secrets of those that have some, a line each: see lib/hooks.sh. */
export function hookValues(
  hooks: readonly Hook[],
  context: StepContext,
  place: string,
): { hooks: string; hook_secrets: string } {
  const all = hooks.map((hook) => ({ ...hook, ...textOf(hook, context, place) }));
  return {
    hooks: all
      .map(({ name, seconds, onFailure, run, user = '-', text }) =>
        [name, seconds, onFailure, run, user, base64(text)].join(' '),
      )
      .join('\n'),
    hook_secrets: all.map(({ name, given }) => (given === '' ? '' : `\n${name} ${base64(given)}`)).join(''),
  };
}

/** Where hooks run at a time: in the release that is to be live before the switch, in what is live afterwards. */
export const placeAt = (when: HookTime, context: StepContext): string =>
  when === 'before-switch' ? programOf(context) : context.app.programLink;

/** The app with these hooks of its package, behind its own ones, in the place of those it had. */
export function withHooksOfPackage(app: App, hooks: readonly Hook[]): App {
  const { hooks: before = [], ...rest } = app;
  const user = app.owner?.user;
  const own = hooks.map((hook): Hook => (user === undefined ? hook : { ...hook, user }));
  const all = [...before.filter(({ from }) => from !== 'package'), ...own];
  return all.length === 0 ? rest : { ...rest, hooks: all };
}

/**
 * An app that goes back to what it ran before a release, with what that release's package named to make undone what it did once: its
 * settings know nothing of it. Nothing else of an old package is run.
 */
export function withUndoOfPackage(app: App, released: readonly Pick<App, 'group' | 'hooks'>[]): App {
  const same = released.find(
    ({ group, hooks = [] }) => group === app.group && hooks.some(({ from }) => from === 'package'),
  );
  const undoing = hooksAt(same ?? {}, 'before-switch', 'once').filter(
    ({ from, onUndo }) => from === 'package' && onUndo !== undefined,
  );
  if (undoing.length === 0) return app;
  const names = new Set(undoing.map(({ name }) => name));
  return { ...app, hooks: [...(app.hooks ?? []).filter(({ name }) => !names.has(name)), ...undoing] };
}
