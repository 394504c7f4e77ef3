import { statement, type Statement } from '#contract';
import type { AppSettings } from '../settings/settings.js';

type Report = (path: readonly string[], problem: Statement) => void;

/** Whether a text can be the name of a variable of the environment. */
export const isVariable = (name: string): boolean => /^[A-Za-z_][A-Za-z0-9_]{0,99}$/.test(name);

/** Reports what of the variables of an app cannot be one. */
export function checkVariables(variables: NonNullable<AppSettings['variables']>, report: Report): void {
  for (const name of Object.keys(variables).filter((one) => !isVariable(one)))
    report(['variables', name], statement('hook.variable'));
}
