import { CodedError } from '#contract';
import { configPath, loadConfig, type Extent } from './load/read.js';
import type { Config } from './schema/types.js';

const signals = ['SIGTERM', 'SIGINT'] as const;

/** Ends the process with status 0: until a program listens for itself it has nothing in hand. */
function endQuietly(): void {
  process.exit(0);
}

/**
 * Runs a program of the installation on its configuration until it has started; from then on it listens for signals itself.
 * An error with a code is printed without a stack and ends the process with status 1; anything else is thrown on.
 */
export async function begin(main: (config: Config) => Promise<void>, extent?: Extent): Promise<void> {
  for (const signal of signals) process.on(signal, endQuietly);
  try {
    await main(loadConfig(configPath(), extent));
    for (const signal of signals) process.off(signal, endQuietly);
  } catch (thrown) {
    if (!(thrown instanceof CodedError)) throw thrown;
    process.stderr.write(`rexflow: ${thrown.message}\n`);
    process.exit(1);
  }
}
