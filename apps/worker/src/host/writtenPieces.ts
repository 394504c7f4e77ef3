import type { Output } from '#release';

/** Lines kept until they are shown: of more a log shows the first and the last ones. */
const mostLines = 400;

/** How soon what a program writes is shown, in milliseconds: a release keeps only so many pieces of a log. */
export interface PieceTimes {
  /** At first; doubled with each piece. */
  soonMs: number;
  /** At the most. */
  lateMs: number;
}

/** Lines of one program that are handed on in pieces while it runs. */
export interface WrittenPieces {
  push: (line: string) => void;
  /** Hands on what there is. */
  flush: () => void;
  /** The same, and what follows is of this program. */
  begin: (program: string) => void;
}

/** `write` gets what a program wrote on one of its outputs since the last time. */
export function createWrittenPieces(
  stream: Output['stream'],
  { soonMs, lateMs }: PieceTimes,
  write: (output: Output) => void,
): WrittenPieces {
  let of = '';
  let lines: string[] = [];
  let gap = soonMs;
  let timer: NodeJS.Timeout | undefined;
  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (lines.length > 0) write({ of, stream, text: lines.join('\n') });
    lines = [];
  };
  const later = (): void => {
    flush();
    gap = Math.min(gap * 2, lateMs);
  };
  return {
    flush,
    begin: (program) => {
      flush();
      of = program;
      gap = soonMs;
    },
    push: (line) => {
      lines.push(line);
      if (lines.length > mostLines) lines.splice(mostLines / 2, 1);
      timer ??= setTimeout(later, gap);
    },
  };
}
