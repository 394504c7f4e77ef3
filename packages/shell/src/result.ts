/** The result of a command on a machine. A failed run has the same fields as a good one; the flags say why it ended. */
export interface CommandResult {
  /** Exit status, or null when the command was ended by a signal or its connection was lost. */
  exitCode: number | null;
  signal: string | null;
  stdout: string;
  stderr: string;
  durationMs: number;
  /** The deadline passed and the command was ended. */
  timedOut: boolean;
  /** The caller gave up and the command was ended. */
  cancelled: boolean;
  /** The connection broke: what the command did is not known. */
  connectionLost: boolean;
}

/** True only when the command ran to its end and said yes. */
export function succeeded(result: CommandResult): boolean {
  return result.exitCode === 0 && !result.timedOut && !result.cancelled && !result.connectionLost;
}
