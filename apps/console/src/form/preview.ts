/** What placeholders stand for on one app, by their names. */
export type Sample = Readonly<Record<string, string>>;

/** A text as it becomes for one app; null where it holds no placeholder. What is no placeholder stays: the gateway says so. */
export function filledText(text: string, sample: Sample): string | null {
  if (!/[{}]/.test(text)) return null;
  return text.replaceAll(/\{\{|\}\}|\{(\w+)\}/g, (whole, name: string | undefined) =>
    name === undefined ? whole[0]! : (sample[name] ?? whole),
  );
}
