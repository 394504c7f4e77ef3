import pc from 'picocolors';

/** The output for progress: process.stderr, or something that behaves like it. */
export interface Screen {
  isTTY?: boolean;
  hasColors?(): boolean;
  write(text: string): unknown;
}

/** Progress in a form a person enjoys. */
export interface ProgressReporter {
  title(text: string): void;
  note(text: string): void;
  /** Shows what is going on while the work is done, then that it is done, what came of it, and how long it took. */
  step<T>(what: string, work: () => Promise<T>, found?: (result: T) => string): Promise<T>;
}

const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];

/** `850 ms`, `2.4 s` */
export const elapsedText = (ms: number): string =>
  ms < 1_000 ? `${Math.round(ms)} ms` : `${(ms / 1_000).toFixed(1)} s`;

/** Colours and movement on a terminal, plain lines anywhere else. */
export function progressReporter(screen: Screen): ProgressReporter {
  const terminal = screen.isTTY === true;
  const colors = pc.createColors(terminal && screen.hasColors?.() === true);
  const clear = terminal ? '\r\x1b[2K' : '';

  const spin = (what: string): (() => void) => {
    if (!terminal) return () => undefined;
    let frame = 0;
    const draw = (): void => void screen.write(`${clear}  ${colors.cyan(frames[frame++ % frames.length]!)} ${what}`);
    draw();
    const timer = setInterval(draw, 80);
    return () => {
      clearInterval(timer);
    };
  };

  return {
    title: (text) => void screen.write(`\n${colors.bold(text)}\n`),
    note: (text) => void screen.write(`${clear}    ${colors.dim(text)}\n`),
    async step(what, work, found) {
      const begin = performance.now();
      const still = spin(what);
      const end = (mark: string, outcome: string): void => {
        still();
        const took = colors.dim(`(${elapsedText(performance.now() - begin)})`);
        screen.write(`${clear}  ${mark} ${what}${outcome && `: ${outcome}`} ${took}\n`);
      };
      try {
        const result = await work();
        end(colors.green('✔'), found ? colors.cyan(found(result)) : '');
        return result;
      } catch (error) {
        end(colors.red('✘'), '');
        throw error;
      }
    },
  };
}
