/** Something that must not outlive this process. */
export interface ExitTask {
  /** Ends it without waiting: the last thing a process can still do. */
  now(): void;
  /** Ends it and waits until it has ended. */
  stop(): Promise<void>;
}

const endings = new Set<ExitTask>();
const signals = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 } as const;
let listening = false;

/**
 * Ends everything when this process ends: on exit (which an uncaught exception comes by, too), and on SIGINT, SIGTERM
 * and SIGHUP, if the program has no opinion of its own about the signal. Gives back the way to be forgotten.
 */
export function stopOnExit(ending: ExitTask): () => void {
  endings.add(ending);
  if (!listening) listen();
  return () => {
    endings.delete(ending);
  };
}

function listen(): void {
  listening = true;
  process.on('exit', () => {
    for (const ending of [...endings].reverse()) ending.now();
  });
  for (const [name, number] of Object.entries(signals)) {
    process.on(name, () => {
      if (process.listenerCount(name) > 1) return;
      void Promise.allSettled([...endings].reverse().map((ending) => ending.stop())).then(() => {
        process.exit(128 + number);
      });
    });
  }
}
