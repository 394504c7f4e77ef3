interface At {
  line: number;
  column: number;
}

const page = 10;

/** The cell a key leads to; a host's name is column -1, its state the one after the last. Null for other keys. */
export function move(key: string, { line, column }: At, size: { lines: number; columns: number }): At | null {
  const inLines = (value: number): number => Math.max(0, Math.min(size.lines - 1, value));
  const inColumns = (value: number): number => Math.max(-1, Math.min(size.columns, value));
  switch (key) {
    case 'ArrowDown':
    case 'j':
      return { line: inLines(line + 1), column };
    case 'ArrowUp':
    case 'k':
      return { line: inLines(line - 1), column };
    case 'ArrowRight':
      return { line, column: inColumns(column + 1) };
    case 'ArrowLeft':
      return { line, column: inColumns(column - 1) };
    case 'PageDown':
      return { line: inLines(line + page), column };
    case 'PageUp':
      return { line: inLines(line - page), column };
    case 'Home':
      return { line: 0, column };
    case 'End':
      return { line: size.lines - 1, column };
    default:
      return null;
  }
}
