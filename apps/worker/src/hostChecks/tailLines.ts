import type { ErrorReport } from '#contract';

/** What a worker says of a log it follows. */
export type TailMessage =
  | { kind: 'began' | 'rotated'; log: string }
  | { kind: 'beat' }
  | { kind: 'lines'; lines: string[]; left: number }
  | { kind: 'ended'; trouble: ErrorReport | null };

const flushMs = 250;
/** Lines that are told of each quarter of a second: 200 a second. */
const mostLines = 50;
const widest = 4000;
/** A log that says more within so many milliseconds is not followed any more. */
const floodMs = 10_000;
const mostBytes = 64 * 1024 * 1024;

interface TailOutput {
  mark: string;
  masked: (line: string) => string;
  send: (message: TailMessage) => void;
  flood: () => void;
}

/** Hands on what a log says, so many lines at once: those beyond are counted. Lines that begin with `mark` are of the script. */
export function createTailLines({ mark, masked, send, flood }: TailOutput) {
  let lines: string[] = [];
  let left = 0;
  let timer: NodeJS.Timeout | undefined;
  let [bytes, since] = [0, performance.now()];
  // The lines it had already are told all at once.
  let most = 1000;
  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (lines.length > 0 || left > 0) send({ kind: 'lines', lines, left });
    [lines, left, most] = [[], 0, mostLines];
  };
  const control = (line: string): void => {
    flush();
    const [, key, value = ''] = /^(\w+)(?:=(.*))?$/.exec(line) ?? [];
    if (key === 'beat') send({ kind: 'beat' });
    if (key === 'log' || key === 'rotated') send({ kind: key === 'log' ? 'began' : 'rotated', log: value });
  };
  return {
    line: (line: string): void => {
      if (line.startsWith(`${mark} `)) return control(line.slice(mark.length + 1));
      const now = performance.now();
      if (now - since > floodMs) [bytes, since] = [0, now];
      bytes += line.length;
      if (bytes > mostBytes) return flood();
      if (lines.length < most) lines.push(masked(line.slice(0, widest)));
      else left += 1;
      timer ??= setTimeout(flush, flushMs);
    },
    end: flush,
  };
}
