import { readPackageHooks, secondsIn, type AppSettings, type HookSettings, type PackageHookProblem } from '#fleet';
import type { App, Hook } from '#release';

/** Seconds a hook may take where nothing is said. */
const usual = 60;

const hookOf = ({ within, run = 'each', onFailure = 'fail', ...rest }: HookSettings): Hook => ({
  ...rest,
  run,
  onFailure,
  seconds: within === undefined ? usual : secondsIn(within),
});

/** The hooks of an app by what is said beside its row; nothing where nothing is. */
export function hooksOf({
  commands,
  fromPackage,
}: NonNullable<AppSettings['hooks']>): Pick<App, 'hooks' | 'hooksFromPackage'> {
  return {
    ...(commands?.length && { hooks: commands.map(hookOf) }),
    ...(fromPackage && { hooksFromPackage: true }),
  };
}

/** The hooks that the text of a package's file names, or what is wrong with it. */
export function packageHooks(text: string): { hooks: Hook[]; problems: PackageHookProblem[] } {
  const { commands, problems } = readPackageHooks(text);
  return { hooks: commands.map((command): Hook => ({ ...hookOf(command), from: 'package' })), problems };
}
