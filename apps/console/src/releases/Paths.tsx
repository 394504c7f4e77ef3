/** Files that differ, each marked as added, changed or deleted. */
export function Paths({ added, changed, deleted }: Record<'added' | 'changed' | 'deleted', readonly string[]>) {
  const lines = [
    ...added.map((path) => ['added', '+', path] as const),
    ...changed.map((path) => ['changed', '~', path] as const),
    ...deleted.map((path) => ['deleted', '−', path] as const),
  ];
  return (
    <ul class="paths">
      {lines.map(([kind, sign, path]) => (
        <li key={path} class={kind}>
          <span aria-hidden="true">{sign}</span> {path}
        </li>
      ))}
    </ul>
  );
}
