import { Trouble } from '#contract';
import { loadConfig } from './read.js';
import type { Config } from './types.js';

/**
 * Runs a program of the house on its configuration. Bad news that has a name is told in words, without a stack, and
 * ends the process with status 1; anything else is thrown on.
 */
export async function begin(main: (config: Config) => Promise<void>): Promise<void> {
  try {
    await main(loadConfig());
  } catch (thrown) {
    if (!(thrown instanceof Trouble)) throw thrown;
    process.stderr.write(`rexflow: ${thrown.message}\n`);
    process.exit(1);
  }
}
