import { CodedError, inEnglish, statement, type Statement } from '#contract';
import { packageHooks } from '#inventory';
import { withHooksOfPackage, type App, type Hook } from '#release';
import type { TargetRecord } from '#records';
import { requireAllowed } from '../host/workerHooks.js';
import { textBelow } from '../plan/textBelow.js';
import type { BundleInput, OnceInput } from '../state/onceJob.js';

/** Where a program brings hooks; it is sent to hosts like any other file. */
const file = '.rexflow/hooks.yml';
const mostProblems = 10;

const invalid = (group: string, problems: readonly Statement[]): CodedError => {
  const statements = problems.slice(0, mostProblems);
  return new CodedError('PACKAGE_HOOKS_INVALID', {
    ...{ group, file, statements },
    problems: statements.map((one) => inEnglish(one).message),
  });
};

const inFile = (line: number, path: string, problem: Statement): Statement =>
  statement('hook.inPackage', { line, path: path === '' ? '' : `${path}: `, problem });

/** The hooks of a program's text. Throws PACKAGE_HOOKS_INVALID, also where one has the name of another one of an app. */
function hooksIn(group: string, text: string, apps: readonly App[]): Hook[] {
  const { hooks, problems } = packageHooks(text);
  if (problems.length > 0)
    throw invalid(
      group,
      problems.map(({ line, path, problem }) => inFile(line, path, problem)),
    );
  const twice = apps.flatMap(({ appKey: app, hooks: own = [] }) => {
    const names = new Set(own.filter(({ from }) => from !== 'package').map(({ name }) => name));
    return hooks.filter(({ name }) => names.has(name)).map(({ name }) => statement('hook.ofSettings', { name, app }));
  });
  if (twice.length > 0) throw invalid(group, twice);
  return hooks;
}

/** A phase that goes on with the apps of a request as they are with the hooks of their programs. */
export interface WithHooks<T extends BundleInput> {
  input: T;
  /** The apps whose hooks are others now: their records are to hold them. */
  changed: App[];
  notes: Statement[];
}

/**
 * Takes the hooks that the programs of a bundle bring, for the apps that allow it; of the others it is said that they are there. Throws
 * PACKAGE_HOOKS_INVALID, and HOOK_NOT_ALLOWED where this worker may not run what hooks of the settings name.
 */
export async function withPackageHooks<T extends OnceInput<'release'> | OnceInput<'plan'>>(
  input: T,
  bundleId: string,
): Promise<WithHooks<T>> {
  const { deps, request } = input;
  const found = new Map<string, Hook[]>();
  const notes: Statement[] = [];
  for (const group of new Set(request.apps.map(({ app }) => app.group))) {
    const text = await textBelow(deps.store.programDir(bundleId, group), file);
    if (text === '') continue;
    const takers = request.apps.flatMap(({ app }) => (app.group === group && app.hooksFromPackage ? [app] : []));
    if (takers.length === 0) {
      notes.push(statement('hook.notTaken', { group, file }));
      continue;
    }
    if (text === null) throw invalid(group, [statement('hook.noText')]);
    found.set(group, hooksIn(group, text, takers));
  }
  const changed: App[] = [];
  const apps = request.apps.map((part): TargetRecord => {
    const { app } = part;
    const hooks = (app.hooksFromPackage && found.get(app.group)) || [];
    if (hooks.length === 0 && !app.hooks?.some(({ from }) => from === 'package')) return part;
    const now = withHooksOfPackage(app, hooks);
    changed.push(now);
    return { ...part, app: now };
  });
  requireAllowed(
    deps.config.hooks.allowed,
    apps.map(({ app }) => app),
  );
  return { input: { ...input, request: { ...request, apps } }, changed, notes };
}
