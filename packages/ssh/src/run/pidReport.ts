const mark = '@rexflow ';
/** What is kept of an output in which the report has not stood yet. */
const mostHeld = 64 * 1024;
const nothing = Buffer.alloc(0);

/** The line of shell that prints the process id, by which the command can be ended. */
export const printPid = `echo "${mark}$$"`;

/** Takes the line of `printPid` out of the output of a command. */
export interface PidReport {
  /** The process id on the machine; null until it was read, and when it never came. */
  pid(): number | null;
  /** Resolves to the process id once it was read, or to null when it never comes. */
  reported: Promise<number | null>;
  /** True when nothing is held back any more. */
  settled(): boolean;
  /** The part of a chunk that belongs to the command: nothing until the report was read, then all. */
  take(chunk: Buffer): Buffer;
  /** The bytes still held back when the output ends without a report, as from an account without a shell: the last of it. */
  rest(): Buffer;
}

/** Reads the report from the start of an output; what login scripts print in front of it is dropped. */
export function pidReport(): PidReport {
  let pid: number | null = null;
  let held: Buffer | null = nothing;
  let report: (pid: number | null) => void = () => undefined;
  const reported = new Promise<number | null>((resolve) => {
    report = resolve;
  });
  const rest = (): Buffer => {
    const output = held ?? nothing;
    held = null;
    report(pid);
    return output;
  };
  return {
    pid: () => pid,
    reported,
    settled: () => held === null,
    take: (chunk) => {
      if (held === null) return chunk;
      held = Buffer.concat([held, chunk]);
      const at = held.indexOf(mark);
      const end = at < 0 ? -1 : held.indexOf('\n', at);
      if (end < 0) {
        if (held.length > mostHeld) held = Buffer.from(held.subarray(held.length - mostHeld / 2));
        return nothing;
      }
      pid = Number.parseInt(held.toString('latin1', at + mark.length, end), 10) || null;
      const after = held.subarray(end + 1);
      held = null;
      report(pid);
      return after;
    },
    rest,
  };
}
