/** Resolves at the first SIGINT, SIGTERM or SIGHUP with its name. At the second, the process ends at once. */
export function signalled(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    let first = true;
    const hear = (signal: NodeJS.Signals): void => {
      if (!first) process.exit(1);
      first = false;
      resolve(signal);
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, hear);
  });
}
