import { ProblemError } from '#api/client';
import type { Statement } from '#contract';
import type { CliContext } from '../context/cliContext.js';
import { statedAtTerminal } from '../language/statementAtTerminal.js';
import { promptUser } from '../output/promptUser.js';
import { settingsIn } from './assignments.js';

/** A refused change: its problems, and what each of them says. */
interface Refusal {
  problems?: readonly string[];
  statements?: readonly Statement[];
}

/** The statement inside the statement of a problem that says what a missing setting is for. */
function whatIn(problem: Statement | undefined): { statement: Statement } | null {
  const inner = problem?.details.problem as Statement | undefined;
  return inner?.id === 'app.missing' ? { statement: inner.details.what as Statement } : null;
}

/** The settings a refusal calls missing, with what each is for. */
function missingIn(thrown: unknown, name: string): [key: string, what: string][] {
  if (!(thrown instanceof ProblemError) || thrown.problem.code !== 'FLEET_INVALID') return [];
  const { problems = [], statements } = thrown.problem as Refusal;
  const found = problems.map((problem, index): [string, string] | null => {
    const [, path, what] = /^(\S+): is missing(?:: (.*?)(?:, here or in its group)?)?$/.exec(problem) ?? [];
    const above = `apps.${name}.`;
    const at = path?.indexOf(above) ?? -1;
    if (at === -1) return null;
    const stated = whatIn(statements?.[index]);
    return [
      path!.slice(at + above.length),
      stated ? statedAtTerminal({ ...stated, message: what! }).message : (what ?? ''),
    ];
  });
  return found.includes(null) ? [] : (found as [string, string][]);
}

/**
 * Tries a change, asks on the terminal for each setting that is called missing, and tries again with them; `attempt` is called with what
 * was typed so far. Throws as `attempt` does where something else is wrong, or nobody can be asked.
 */
export async function askMissing<T>(
  context: Pick<CliContext, 'json'>,
  name: string,
  attempt: (typed: Record<string, unknown>) => Promise<T>,
): Promise<T> {
  const words: string[] = [];
  for (;;) {
    try {
      return await attempt(settingsIn(words));
    } catch (thrown) {
      const missing = missingIn(thrown, name);
      if (missing.length === 0 || context.json || !process.stdin.isTTY) throw thrown;
      for (const [key, what] of missing)
        words.push(`${key}=${await promptUser(`${key}${what === '' ? '' : ` (${what})`}: `, { secret: false })}`);
      if (words.length > 100) throw thrown;
    }
  }
}
