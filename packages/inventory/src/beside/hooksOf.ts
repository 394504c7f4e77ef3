import { secondsIn, type AppSettings } from '#fleet';
import type { App, Hook, Variables } from '#release';

/** Seconds a hook may take where nothing is said. */
const usual = 60;

/** Variables without those that are taken away. */
export const variablesOf = (written: NonNullable<AppSettings['variables']>): Variables =>
  Object.fromEntries(Object.entries(written).flatMap(([name, value]) => (value === null ? [] : [[name, value]])));

/** The hooks of an app by what is said beside its row; nothing where nothing is. They are processes of its owner unless they name a user. */
export function hooksOf({ hooks: settings, owner }: Pick<AppSettings, 'hooks' | 'owner'>): Pick<App, 'hooks'> {
  const commands = settings?.commands;
  if (!commands?.length) return {};
  const hooks = commands.map(({ within, run = 'each', onFailure = 'fail', environment, ...rest }): Hook => ({
    ...(owner?.user && { user: owner.user }),
    ...rest,
    ...(environment && { environment: variablesOf(environment) }),
    run,
    onFailure,
    seconds: within === undefined ? usual : secondsIn(within),
  }));
  return { hooks };
}
