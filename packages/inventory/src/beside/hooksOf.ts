import { readPackageHooks, secondsIn, type AppSettings, type HookSettings, type PackageHookProblem } from '#fleet';
import type { App, Hook, Variables } from '#release';

/** Seconds a hook may take where nothing is said. */
const usual = 60;

/** Variables without those that are taken away. */
export const variablesOf = (written: NonNullable<AppSettings['variables']>): Variables =>
  Object.fromEntries(Object.entries(written).flatMap(([name, value]) => (value === null ? [] : [[name, value]])));

const hookOf = ({ within, run = 'each', onFailure = 'fail', environment, ...rest }: HookSettings): Hook => ({
  ...rest,
  ...(environment && { environment: variablesOf(environment) }),
  run,
  onFailure,
  seconds: within === undefined ? usual : secondsIn(within),
});

/** The hooks of an app by what is said beside its row; nothing where nothing is. They are processes of its owner unless they name a user. */
export function hooksOf({
  hooks: settings,
  owner,
}: Pick<AppSettings, 'hooks' | 'owner'>): Pick<App, 'hooks' | 'hooksFromPackage'> {
  const { commands, fromPackage } = settings ?? {};
  const hooks = commands?.map((one): Hook => ({ ...(owner?.user && { user: owner.user }), ...hookOf(one) }));
  return {
    ...(hooks?.length && { hooks }),
    ...(fromPackage && { hooksFromPackage: true }),
  };
}

/** The hooks that the text of a package's file names, or what is wrong with it. */
export function packageHooks(text: string): { hooks: Hook[]; problems: PackageHookProblem[] } {
  const { commands, problems } = readPackageHooks(text);
  return { hooks: commands.map((command): Hook => ({ ...hookOf(command), from: 'package' })), problems };
}
