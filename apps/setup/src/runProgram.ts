import { failureLines } from './failure.js';
import { setupText } from './language/setupText.js';
import { AskingStopped, tell } from './terminal.js';

/**
 * Runs a program with the options of its command line, or ends with their exit status where they are none; what it throws is told to
 * people, with the `command` that goes on where something has `begun`.
 */
export async function runProgram<O>(
  options: O | number,
  main: (options: O) => Promise<number>,
  command: string,
  begun: () => boolean,
): Promise<void> {
  if (typeof options === 'number') {
    process.exitCode = options;
    return;
  }
  try {
    process.exitCode = await main(options);
  } catch (thrown) {
    if (thrown instanceof AskingStopped) {
      tell(`\n${setupText('plan.dry')}`);
      process.exitCode = 1;
      return;
    }
    for (const line of failureLines(thrown, command, begun())) tell(`rexflow: ${line}`);
    process.exitCode = 1;
  }
}
