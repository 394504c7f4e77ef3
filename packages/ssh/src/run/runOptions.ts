export interface RunOptions {
  /** Fed to a shell over stdin. */
  script?: string;
  /** Bytes the script finds on its file 3, which must not be given to what goes on after it. */
  input?: Uint8Array[];
  /** Counts from the moment the command can start; connecting has its own time. */
  deadlineMs: number;
  signal?: AbortSignal;
  /** Awaited when the channel is open and nothing has been sent to the host yet. */
  before?: () => Promise<void>;
  /** Called with each line of stdout as it comes, without its line break; must not throw. */
  onLine?: (line: string) => void;
  /** Bytes kept of stdout and of stderr, the end of each; 1 MiB by default. */
  maxOutput?: number;
}
