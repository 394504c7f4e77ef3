import type { Statement } from '#contract';
import type { Refused } from '../api/refused.js';

/** What is wrong with a value. */
export interface FieldProblem {
  /** Where, as `health[0].url`; null where it is about no field of this form. */
  field: string | null;
  message: string;
  /** The app it is about, where that is not the one of this form. */
  about?: string;
  /** What the message says, for other languages. */
  statement?: Statement;
  /** The known word that is nearest to what stands there, if the gateway knows one. */
  nearest: string | null;
}

/** The problems a change was refused for, by field; `entries` are the ways that lead to this form, as `groups.shop`. */
export function fieldProblems({ code, details }: Refused, entries: readonly string[]): FieldProblem[] {
  if (code !== 'FLEET_INVALID' || !Array.isArray(details.problems)) return [];
  const ways = entries.toSorted((a, b) => b.length - a.length);
  const statements = (details.statements ?? []) as readonly Statement[];
  return details.problems.map(String).map((text, index) => {
    const statement = statements[index];
    const plain = text.replace(/^\[\d+\]\./, '');
    const nearest = /did you mean ([^\s?]+)\?/.exec(plain)?.[1] ?? null;
    const way = ways.find((one) => plain.startsWith(`${one}.`) || plain.startsWith(`${one}: `));
    const whole: FieldProblem = { field: null, message: plain, nearest, ...(statement && { statement }) };
    if (way === undefined) return whole;
    const [, field, message] = /^\.?(.*?): (.*)$/s.exec(plain.slice(way.length)) ?? [];
    // An app that a group makes unusable is named: it is not the one whose form this is.
    const about = way === entries[0] ? {} : { about: way.slice(way.indexOf('.') + 1) };
    const inner = statement?.details.problem as Statement | undefined;
    return field ? { field, message: message!, nearest, ...about, ...(inner && { statement: inner }) } : whole;
  });
}

/** Sorts problems to the fields of a form: each stands at its field, or at the section around it, and the others above. */
export function atFields(
  problems: readonly FieldProblem[],
  fields: readonly string[],
): { byField: ReadonlyMap<string, readonly FieldProblem[]>; others: readonly FieldProblem[] } {
  const byField = new Map<string, FieldProblem[]>();
  const others: FieldProblem[] = [];
  for (const problem of problems) {
    const { field } = problem;
    const owner =
      field === null
        ? undefined
        : fields
            .filter((one) => field === one || field.startsWith(`${one}.`) || field.startsWith(`${one}[`))
            .sort((a, b) => b.length - a.length)[0];
    if (owner === undefined) others.push(problem);
    else byField.set(owner, [...(byField.get(owner) ?? []), problem]);
  }
  return { byField, others };
}
