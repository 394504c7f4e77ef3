export type Values = Readonly<Record<string, string | number>>;

/** A sentence with its values: `{n}` is one, `{n|host|hosts}` a word that depends on whether n is 1. */
export const fill = (text: string, values: Values = {}): string =>
  text.replace(/\{(\w+)(?:\|([^|{}]*)\|([^|{}]*))?\}/g, (_, name: string, one?: string, many?: string) =>
    one === undefined ? String(values[name] ?? '') : Number(values[name]) === 1 ? one : many!,
  );
