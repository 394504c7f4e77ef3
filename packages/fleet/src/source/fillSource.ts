import { CodedError } from '#contract';

/** What may stand in braces in the address or the ref of a source. */
export const sourcePlaceholders = ['version', 'commit', 'group', 'environment'] as const;
export type SourceValues = Readonly<Partial<Record<(typeof sourcePlaceholders)[number], string>>>;

const braces = /\{([^{}]*)\}/g;

/** The braces of a text that are none of a source. */
export const unknownBraces = (text: string): string[] =>
  [...text.matchAll(braces)].flatMap(([whole, name]) =>
    (sourcePlaceholders as readonly string[]).includes(name!) ? [] : [whole],
  );

/** Where the path of an address begins: before it nothing of a request has a say. */
export const addressOrigin = (url: string): string => /^[a-z]+:\/\/[^/?#]*/i.exec(url)?.[0] ?? '';

/** Throws PARAMETER_INVALID of `version` or `commit` where the text asks for one that was not given. */
function fill(text: string, values: SourceValues, spell: (value: string) => string): string {
  return text.replaceAll(braces, (_, name: keyof SourceValues) => {
    const value = values[name];
    if (value !== undefined) return spell(value);
    throw new CodedError('PARAMETER_INVALID', {
      field: name,
      reason: `is needed: the source of the group ${values.group ?? ''} is ${text}`,
    });
  });
}

/** The address of a source, each value as one part of it. Throws PARAMETER_INVALID, also of a value that would lead elsewhere. */
export function fillAddress(url: string, values: SourceValues): string {
  const filled = fill(url, values, encodeURIComponent);
  const path = filled.slice(addressOrigin(filled).length).split(/[?#]/)[0]!;
  if (!/(^|\/)\.{1,2}(\/|$)/.test(path)) return filled;
  throw new CodedError('PARAMETER_INVALID', { field: 'version', reason: `leads out of its place in ${url}` });
}

/** The ref of a source: as it is written, to be held against the rules of git. Throws PARAMETER_INVALID. */
export const fillRef = (ref: string, values: SourceValues): string => fill(ref, values, (value) => value);
