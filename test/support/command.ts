import { join } from 'node:path';
import { installServers } from '#provision';
import { root } from './root.js';

const complain = (text: string, status: number): void => {
  process.stderr.write(`${text}\n`);
  process.exitCode = status;
};

/**
 * Runs a program of ours that needs the real servers, with the options of its command line. Help, an argument that is none
 * (exit status 2) and servers that cannot be had (1) are told on stderr, and nothing is run. Throws what `main` throws.
 */
export async function runProgram<O extends { help: boolean }>(
  { parse, usage }: { parse: (args: readonly string[]) => O; usage: string },
  main: (options: O) => Promise<void>,
): Promise<void> {
  let options: O;
  try {
    options = parse(process.argv.slice(2));
  } catch (thrown) {
    complain(`${thrown instanceof Error ? thrown.message : String(thrown)}\n\n${usage}`, 2);
    return;
  }
  if (options.help) {
    process.stderr.write(usage);
    return;
  }
  try {
    const log = (line: string): void => void process.stderr.write(`${line}\n`);
    await installServers({ home: join(root, '.rexflow/programs'), log });
  } catch (thrown) {
    complain(thrown instanceof Error ? thrown.message : String(thrown), 1);
    return;
  }
  await main(options);
}
