/** Settings as a file has them: sections by their keys. */
export type Tree = Readonly<Record<string, unknown>>;

/** The way to a value, by its keys and indexes. */
export type Place = readonly (string | number)[];

export const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A place as problems and origins spellPlace it: `health[0].url`. */
export const spellPlace = (place: Place): string =>
  place
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${part}`))
    .join('')
    .replace(/^\./, '');

/** The value at a place; undefined where there is none. */
export const valueIn = (tree: unknown, place: Place): unknown =>
  place.reduce<unknown>((value, part) => (value as Record<string | number, unknown> | null | undefined)?.[part], tree);

/** The same settings with a value at a place, or without it; a section that becomes empty goes, too. */
export function withValue(tree: Tree, place: Place, value: unknown): Tree {
  const [key, ...rest] = place as readonly [string, ...(string | number)[]];
  const { [key]: standing, ...others } = tree;
  const inside = rest.length === 0 ? value : within(standing, rest, value);
  const gone = inside === undefined || (isTree(inside) && Object.keys(inside).length === 0);
  return gone ? others : { ...tree, [key]: inside };
}

function within(standing: unknown, place: Place, value: unknown): unknown {
  const [first, ...rest] = place;
  if (typeof first !== 'number') return withValue(isTree(standing) ? standing : {}, place, value);
  const items: unknown[] = Array.isArray(standing) ? [...(standing as unknown[])] : [];
  const item = rest.length === 0 ? value : within(items[first], rest, value);
  items[first] = item ?? {};
  return items;
}

/** Every value that is no section, by its place. */
export function leavesOf(tree: Tree, above = ''): ReadonlyMap<string, unknown> {
  const found = new Map<string, unknown>();
  for (const [key, value] of Object.entries(tree)) {
    const place = above === '' ? key : `${above}.${key}`;
    if (isTree(value)) for (const [inner, leaf] of leavesOf(value, place)) found.set(inner, leaf);
    else found.set(place, value);
  }
  return found;
}

/** Whether two values say the same, whatever the order of their keys. */
export function saysSame(one: unknown, other: unknown): boolean {
  if (Array.isArray(one) || Array.isArray(other)) {
    return (
      Array.isArray(one) &&
      Array.isArray(other) &&
      one.length === other.length &&
      one.every((item, index) => saysSame(item, (other as unknown[])[index]))
    );
  }
  if (!isTree(one) || !isTree(other)) return one === other;
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...keys].every((key) => saysSame(one[key], other[key]));
}
