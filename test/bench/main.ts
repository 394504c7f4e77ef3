import { runProgram } from '../support/command.js';
import type { Figure } from './figure.js';
import { parseOptions, usage, type BenchOptions } from './options.js';
import { parts } from './parts/index.js';
import { machine } from './machine.js';
import { printLine, printTable, tell } from './report.js';

async function main(options: BenchOptions): Promise<void> {
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

await runProgram({ parse: parseOptions, usage }, main);
