import { statement, type Statement } from '#contract';
import type { ServiceKind } from '#contract/lists';
import type { AppSettings } from '../settings/settings.js';

type Report = (path: readonly string[], problem: Statement) => void;

/** Whether a text can be the name of a variable of the environment. */
export const isVariable = (name: string): boolean => /^[A-Za-z_][A-Za-z0-9_]{0,99}$/.test(name);

/** Services whose programs are begun by somebody else, who hands them no environment of ours. */
const ofOthers: readonly ServiceKind[] = ['systemd', 'supervisor', 'compose'];

/** Reports what of the variables of an app cannot be one, or reaches nobody. */
export function checkVariables(
  variables: NonNullable<AppSettings['variables']>,
  type: ServiceKind,
  report: Report,
): void {
  const names = Object.keys(variables);
  if (names.length > 0 && ofOthers.includes(type)) report(['variables'], statement('app.noVariables', { type }));
  for (const name of names.filter((one) => !isVariable(one))) report(['variables', name], statement('hook.variable'));
}
