/** The path of a value in config.yml: keys of maps and indexes of lists. */
export type Path = readonly (string | number)[];

/** A path as a reader writes it: `environments.prod.ssh.hosts[0].match`. A key is cut where it stops being a word. */
export function spell(path: Path): string {
  const spelled = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${part.replace(/[^\w.-].*$/s, '…')}`));
  return spelled.join('').replace(/^\./, '') || 'config.yml';
}

/** True for maps and lists. */
export const isMap = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** The value a path leads to, or undefined. */
export function valueAt(document: unknown, at: Path): unknown {
  return at.reduce<unknown>(
    (value, key) => (isMap(value) && Object.hasOwn(value, key) ? value[key] : undefined),
    document,
  );
}

/** Takes the value away in place; in a list it leaves a hole, so that the others keep their index. */
export function remove(document: unknown, at: Path): void {
  const parent = valueAt(document, at.slice(0, -1));
  const last = at.at(-1);
  if (isMap(parent) && last !== undefined) Reflect.deleteProperty(parent, last);
}
