import { secondsIn, type AppSettings } from '#fleet';
import type { App, Hook } from '#release';

/** Seconds a hook may take where nothing is said. */
const usual = 60;

/** The hooks of an app by what is said beside its row; nothing where nothing is. */
export function hooksOf(settings: NonNullable<AppSettings['hooks']>): Pick<App, 'hooks'> {
  const { commands } = settings;
  if (!commands?.length) return {};
  const hooks = commands.map(({ within, run = 'each', onFailure = 'fail', ...rest }): Hook => ({
    ...rest,
    run,
    onFailure,
    seconds: within === undefined ? usual : secondsIn(within),
  }));
  return { hooks };
}
