import type { WriteStream } from 'node:tty';
import { width } from '../output/width.js';

const esc = '\u001b[';
const [hideCursor, showCursor, clearLine, clearBelow] = [`${esc}?25l`, `${esc}?25h`, `${esc}K`, `${esc}J`];

/** The lower end of a terminal, drawn again and again in place. */
export interface TerminalScreen {
  show(lines: readonly string[]): void;
  /** Leaves what was shown last and gives the cursor back. May be called twice. */
  close(): void;
}

/** Lines that old ones take since the terminal became narrower. */
const rowsOf = (lines: readonly string[], columns: number): number =>
  lines.reduce((sum, line) => sum + Math.max(1, Math.ceil(width(line) / columns)), 0);

/** See Screen. The cursor is given back when the program ends, however it does that it can notice. */
export function openTerminalScreen(terminal: WriteStream): TerminalScreen {
  let shown: readonly string[] = [];
  let open = true;
  const close = (): void => {
    if (!open) return;
    open = false;
    process.removeListener('exit', close);
    terminal.write(showCursor);
  };
  process.on('exit', close);
  terminal.write(hideCursor);
  return {
    show: (lines) => {
      if (!open) return;
      const up = rowsOf(shown, terminal.columns || 80);
      const back = up > 0 ? `${esc}${up}A\r` : '\r';
      terminal.write(`${back}${lines.map((line) => `${line}${clearLine}\n`).join('')}${clearBelow}`);
      shown = lines;
    },
    close,
  };
}
