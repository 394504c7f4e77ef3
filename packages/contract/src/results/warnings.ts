import { inEnglish } from '../statements/index.js';
import type { Statement } from '../words/statement.js';

/** Something that is said beside a result; text alone where an earlier version stored it, or nobody says it in another language. */
export type Warning = Statement | string;

/** Warnings as they are stored and answered: in English, and what each of them says, in the same order. */
export type WarningMembers = { warnings: string[]; statements?: (Statement | null)[] };

/** What one says in English. */
export const warningText = (one: Warning): string => (typeof one === 'string' ? one : inEnglish(one).message);

/** Warnings as members of facts or of an answer. */
export function warningMembers(all: readonly Warning[]): WarningMembers {
  const statements = all.map((one) => (typeof one === 'string' ? null : one));
  const some = statements.some((one) => one !== null);
  return { warnings: all.map(warningText), ...(some ? { statements } : {}) };
}

/** The warnings that facts hold. */
export function warningsIn({ warnings, statements }: { warnings?: unknown; statements?: unknown }): Warning[] {
  if (!Array.isArray(warnings)) return [];
  const stated = Array.isArray(statements) ? (statements as readonly (Statement | null)[]) : [];
  return (warnings as readonly string[]).map((text, index) => stated[index] ?? text);
}
