import type { Output } from '#release';

/** Milliseconds after which what a hook wrote is shown, at first and at the most: a release keeps only so many pieces of a log. */
const soonMs = 1000;
const lateMs = 60_000;
/** Lines kept until they are shown: of more a log shows the first and the last ones. */
const mostLines = 400;

/** Takes what hooks write line by line, and hands it on in pieces while they run. */
export interface HookOutput {
  /** Sees a line of a host; true where it is one of a hook. */
  line: (line: string) => boolean;
  /** Hands on what is left. */
  end: () => void;
}

/** `write` gets what a hook wrote since the last time, `masked` a line of it that may hold a secret. */
export function createHookOutput(masked: (line: string) => string, write: (output: Output) => void): HookOutput {
  let of = '';
  let lines: string[] = [];
  let gap = soonMs;
  let timer: NodeJS.Timeout | undefined;
  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (lines.length > 0) write({ of: `hook ${of}`, stream: 'out', text: lines.join('\n') });
    lines = [];
  };
  const later = (): void => {
    flush();
    gap = Math.min(gap * 2, lateMs);
  };
  return {
    line: (line) => {
      if (line.startsWith('hook=')) {
        flush();
        of = line.slice('hook='.length);
        gap = soonMs;
        return true;
      }
      if (!line.startsWith('hook_said=')) return false;
      lines.push(masked(line.slice('hook_said='.length)));
      if (lines.length > mostLines) lines.splice(mostLines / 2, 1);
      timer ??= setTimeout(later, gap);
      return true;
    },
    end: flush,
  };
}
