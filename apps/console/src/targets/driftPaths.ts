type Kind = 'added' | 'changed' | 'deleted';

/** The lines of a drift, each `changed lib/a.js`, grouped into added, changed and deleted. */
export function driftPaths(lines: readonly string[]): Record<Kind, string[]> {
  const found: Record<Kind, string[]> = { added: [], changed: [], deleted: [] };
  for (const line of lines) {
    const [, kind, path] = /^(added|changed|deleted) (.*)$/s.exec(line) ?? [];
    if (kind !== undefined) found[kind as Kind].push(path!);
  }
  return found;
}
