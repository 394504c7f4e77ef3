import { onWorker, statement, type Statement } from '#contract';
import { isVariable } from './checkVariables.js';
import type { AppSettings } from '../settings/settings.js';

type Report = (path: readonly string[], problem: Statement) => void;
type Command = NonNullable<NonNullable<AppSettings['hooks']>['commands']>[number];

/** What only a hook that runs once may have, and of these what only one before the switch may have. */
const ofOnce = ['on', 'onUndo', 'reversible'] as const satisfies readonly (keyof Command)[];
/** What only a hook on a host may have. */
const ofHosts = ['user', 'directory', 'environment'] as const satisfies readonly (keyof Command)[];
const beforeSwitch: readonly string[] = ['onUndo', 'reversible'];

/** Reports what of the hooks of an app does not go together. */
export function checkHooks(commands: readonly Command[], report: Report): void {
  commands.forEach((hook, index) => {
    const at = (member: string): string[] => ['hooks', 'commands', String(index), member];
    const { name, when, run = 'each', environment = {} } = hook;
    if (commands.slice(0, index).some((other) => other.name === name))
      report(at('name'), statement('hook.twice', { name }));
    if (run === 'once' && when !== 'before-switch' && when !== 'after-all')
      report(at('run'), statement('hook.onceWhen', { when }));
    for (const member of ofOnce.filter((key) => hook[key] !== undefined)) {
      if (run !== 'once') report(at(member), statement('hook.ofOnce'));
      else if (when !== 'before-switch' && beforeSwitch.includes(member))
        report(at(member), statement('hook.ofBefore'));
    }
    if (run === 'once' && hook.on === onWorker) {
      for (const member of ofHosts.filter((key) => hook[key] !== undefined))
        report(at(member), statement('hook.ofHosts'));
      for (const member of ['command', 'onUndo'] as const)
        if (hook[member] !== undefined && !/^[a-z][a-z0-9-]{0,39}$/.test(hook[member]))
          report(at(member), statement('hook.allowedName'));
    }
    if (hook.onUndo !== undefined && hook.reversible === false) report(at('reversible'), statement('hook.undoTwice'));
    for (const variable of Object.keys(environment).filter((key) => !isVariable(key)))
      report([...at('environment'), variable], statement('hook.variable'));
  });
}
