import { printLine, printTable, tell } from './report.js';
import { parseOptions, usage, type BenchOptions } from './options.js';
import type { Figure } from './figure.js';
import { measureHttp } from './http.js';
import { measureRelease, releaseByRex } from './release.js';
import { measureSwitch } from './switch.js';
import { withField } from './field.js';

async function measure(options: BenchOptions, found: (figure: Figure) => void): Promise<void> {
  const { only, rounds, hosts } = options;
  if (only.includes('release')) {
    await withField(Math.max(...hosts), async (field) => {
      for (const count of hosts) {
        // Connections stand and both sides know the trees before anything is timed.
        await releaseByRex(field, count);
        await field.bare.release(count);
        for (const what of ['one', 'all'] as const) found(await measureRelease(field, count, what, rounds));
      }
    });
  }
  if (only.includes('switch')) {
    await withField(2, async (field) => {
      for (const figure of await measureSwitch(field, rounds)) found(figure);
    });
  }
  if (only.includes('http')) {
    for (const figure of await measureHttp(rounds)) found(figure);
  }
}

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
  const figures: Figure[] = [];
  try {
    await measure(options, (figure) => {
      figures.push(figure);
      printLine(figure);
      tell(`${figure.figure}: ${figure.rexflow} ${figure.unit}, bare ${figure.baseline ?? '-'}`);
    });
  } finally {
    printTable(figures);
  }
}

await main(process.argv.slice(2));
