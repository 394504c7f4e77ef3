/**
 * The options of a program of ours, or null when there is nothing to do: help was asked for, or an argument is none. Both
 * are told on stderr; a wrong argument ends in exit status 2.
 */
export function optionsOf<O extends { help: boolean }>(parse: (args: readonly string[]) => O, usage: string): O | null {
  try {
    const options = parse(process.argv.slice(2));
    if (!options.help) return options;
    process.stderr.write(usage);
  } catch (thrown) {
    process.stderr.write(`${thrown instanceof Error ? thrown.message : String(thrown)}\n\n${usage}`);
    process.exitCode = 2;
  }
  return null;
}
