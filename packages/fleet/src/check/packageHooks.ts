import { isSecretReference, onWorker, statement, type Statement } from '#contract';
import { list, object, type Of } from '#contract/schema';
import { parseFleet } from '../parse/parseFleet.js';
import { spellPath, type FleetPath } from '../model/problem.js';
import { hookCommand } from '../settings/hooks.js';
import { formCheck } from './checkForm.js';
import { checkHooks } from './checkHooks.js';

/** A hook as settings have it. */
export type HookSettings = Of<typeof hookCommand>;

/** What is wrong with the hooks of a package, and where. */
export interface PackageHookProblem {
  line: number;
  /** As `commands[0].name`; empty for the whole. */
  path: string;
  problem: Statement;
}

const fileSchema = object({ commands: { ...list(hookCommand), maxItems: 32 } });
const checkForm = formCheck(fileSchema);

/**
 * Reads the hooks that a package brings: `commands` as settings have them. It is plain YAML, without aliases and tags, and says nothing of
 * whose process a hook is, and names no secret: who builds a package is not who may say that.
 */
export function readPackageHooks(text: string): { commands: HookSettings[]; problems: PackageHookProblem[] } {
  const { value, mistakes, positionOf } = parseFleet(text, { plain: true });
  const problems = mistakes.map(({ position, problem }): PackageHookProblem => ({
    line: position.line,
    path: '',
    problem,
  }));
  const report = (path: FleetPath, problem: Statement): void => {
    problems.push({ line: positionOf(path).line, path: spellPath(path), problem });
  };
  if (problems.length > 0 || !checkForm(value, report)) return { commands: [], problems };
  const { commands } = value;
  // With an index as the list has it, so that its place in the text is found.
  checkHooks(commands, ([, , index, ...rest], problem) => report(['commands', Number(index), ...rest], problem));
  commands.forEach(({ user, on, environment = {} }, index) => {
    const at = ['commands', index] as const;
    if (on === onWorker) report([...at, 'on'], statement('hook.workerOfPackage'));
    if (user !== undefined) report([...at, 'user'], statement('hook.userOfPackage'));
    // Which secrets its hooks may see, the settings of the group say.
    for (const [name, value] of Object.entries(environment))
      if (isSecretReference(value)) report([...at, 'environment', name], statement('hook.secretOfPackage'));
  });
  return { commands: problems.length > 0 ? [] : commands, problems };
}
