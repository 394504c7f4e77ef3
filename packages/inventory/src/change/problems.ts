import { CodedError } from '#contract';
import { spellPath, type FleetPath } from '#fleet';

/** The problems that stand in the way of a change, as they are found. */
export interface ChangeProblems {
  report(path: FleetPath, message: string): void;
  /** Throws FLEET_INVALID where there is any. */
  requireNone(): void;
}

/** The most problems that one answer names. */
const most = 200;

export function changeProblems(): ChangeProblems {
  const found = new Set<string>();
  return {
    report: (path, message) => void found.add(path.length === 0 ? message : `${spellPath(path)}: ${message}`),
    requireNone: () => {
      if (found.size === 0) return;
      throw new CodedError('FLEET_INVALID', { count: found.size, problems: [...found].slice(0, most) });
    },
  };
}
