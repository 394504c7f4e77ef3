import { CodedError, inEnglish, statement, type Statement } from '#contract';
import { spellPath, type FleetPath } from '#fleet';

/** The problems that stand in the way of a change, as they are found. */
export interface ChangeProblems {
  report(path: FleetPath, problem: Statement): void;
  /** Throws FLEET_INVALID where there is any. */
  requireNone(): void;
}

/** The most problems that one answer names. */
const most = 200;

export function changeProblems(): ChangeProblems {
  const found = new Map<string, Statement>();
  return {
    report: (path, problem) => {
      const placed = path.length === 0 ? problem : statement('fleet.at', { path: spellPath(path), problem });
      const text = inEnglish(placed).message;
      if (!found.has(text)) found.set(text, placed);
    },
    requireNone: () => {
      if (found.size === 0) return;
      const named = [...found].slice(0, most);
      const problems = named.map(([text]) => text);
      const statements = named.map(([, placed]) => placed);
      throw new CodedError('FLEET_INVALID', { count: found.size, problems, statements });
    },
  };
}
