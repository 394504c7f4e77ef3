import type { Figure } from './figure.js';
import { parseOptions, usage, type BenchOptions } from './options.js';
import { parts } from './parts/index.js';
import { machine } from './machine.js';
import { printLine, printTable, tell } from './report.js';

async function main(args: readonly string[]): Promise<void> {
  let options: BenchOptions;
  try {
    options = parseOptions(args);
  } catch (thrown) {
    process.stderr.write(`${thrown instanceof Error ? thrown.message : String(thrown)}\n\n${usage}`);
    process.exitCode = 2;
    return;
  }
  if (options.help) {
    process.stderr.write(usage);
    return;
  }
  printLine(machine());
  const figures: Figure[] = [];
  const found = (figure: Figure): void => {
    figures.push(figure);
    printLine(figure);
    tell(`${figure.figure}: ${figure.rexflow} ${figure.unit}, baseline ${figure.baseline ?? '-'}`);
  };
  try {
    for (const name of options.only) await parts[name](options, found);
  } finally {
    printTable(figures);
  }
}

await main(process.argv.slice(2));
