import type { Field } from '../schema/fields.js';

/** One thing wrong with config.yml. */
export interface ConfigProblem {
  path: string;
  expected: string;
  found: string;
}

/** Takes the problems as they are noticed. */
export type ReportProblem = (path: string, expected: string, found: string) => void;

/**
 * Describes a value of the file, for a problem. Only a plain value of a key that is no secret is quoted, without the
 * credentials of an address; of anything else just its kind is named.
 */
export function describe(value: unknown, field: Field | undefined): string {
  if (value === undefined || value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a map';
  const open = field !== undefined && field.type !== 'object' && field.type !== 'array' && !field.secret;
  if (!open) return typeof value === 'string' ? 'other text' : `a ${typeof value}`;
  const shown = String(value)
    .replace(/\/\/[^@]*@/, '//[secret]@')
    .slice(0, 80);
  return typeof value === 'string' ? JSON.stringify(shown) : shown;
}

/** `path: expected X, found Y`, one a line: the first problem of each path, and none inside of a value that is wrong as a whole. */
export function listed(problems: readonly ConfigProblem[]): string {
  const first = new Map<string, ConfigProblem>();
  for (const problem of problems) if (!first.has(problem.path)) first.set(problem.path, problem);
  const within = (path: string, outer: string): boolean => path.startsWith(`${outer}.`) || path.startsWith(`${outer}[`);
  const paths = [...first.keys()];
  return [...first.values()]
    .filter(({ path }) => !paths.some((outer) => within(path, outer)))
    .map(({ path, expected, found }) => `${path}: expected ${expected}, found ${found}`)
    .join('\n');
}
