import type { Refused } from '../api/refused.js';

/** What is wrong with a value. */
export interface FieldProblem {
  /** Where, as `health[0].url`; null where it is about no field of this form. */
  field: string | null;
  message: string;
  /** The known word that is nearest to what stands there, if the gateway knows one. */
  nearest: string | null;
}

/** The problems a change was refused for, by field; `entries` are the ways that lead to this form, as `groups.shop`. */
export function fieldProblems({ code, details }: Refused, entries: readonly string[]): FieldProblem[] {
  if (code !== 'FLEET_INVALID' || !Array.isArray(details.problems)) return [];
  const ways = entries.toSorted((a, b) => b.length - a.length);
  return details.problems.map(String).map((text) => {
    const plain = text.replace(/^\[\d+\]\./, '');
    const nearest = /did you mean ([^\s?]+)\?/.exec(plain)?.[1] ?? null;
    const way = ways.find((one) => plain.startsWith(`${one}.`) || plain.startsWith(`${one}: `));
    if (way === undefined) return { field: null, message: plain, nearest };
    const [, field, message] = /^\.?(.*?): (.*)$/s.exec(plain.slice(way.length)) ?? [];
    // An app that a group makes unusable is named: it is not the one whose form this is.
    const about = way === entries[0] ? '' : `${way.slice(way.indexOf('.') + 1)}: `;
    return field ? { field, message: `${about}${message!}`, nearest } : { field: null, message: plain, nearest };
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
