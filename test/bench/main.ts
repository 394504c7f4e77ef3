import { printLine, printTable, tell } from './report.js';
import { parseOptions, usage, type BenchOptions, type Part } from './options.js';
import type { Figure } from './figure.js';
import { measureBytes } from './bytes.js';
import { measureHttp } from './http.js';
import { measureRelease, releaseByRex } from './release.js';
import { measureManyHosts, measureRow } from './room.js';
import { measureStill } from './still.js';
import { measureSwitch } from './switch.js';
import { measureUrl } from './url.js';
import { withField } from './field.js';

/** Each part, in the order they are measured. */
const parts: Record<Part, (options: BenchOptions, found: (figure: Figure) => void) => Promise<void>> = {
  release: async ({ hosts, rounds }, found) => {
    await withField(Math.max(...hosts), async (field) => {
      for (const count of hosts) {
        // Connections stand and both sides know the trees before anything is timed.
        await releaseByRex(field, count);
        await field.bare.release(count);
        for (const what of ['one', 'all'] as const) found(await measureRelease(field, count, what, rounds));
      }
    });
  },
  url: ({ rounds }, found) => withField(2, async (field) => found(await measureUrl(field, 2, rounds))),
  still: async ({ rounds }, found) => (await measureStill(rounds)).forEach(found),
  switch: ({ rounds }, found) => withField(2, async (field) => (await measureSwitch(field, rounds)).forEach(found)),
  http: async ({ rounds }, found) => (await measureHttp(rounds)).forEach(found),
  bytes: async ({ rounds }, found) => (await measureBytes(rounds)).forEach(found),
  room: async ({ row }, found) => {
    (await measureRow(row)).forEach(found);
    (await measureManyHosts(64)).forEach(found);
  },
};

async function measure(options: BenchOptions, found: (figure: Figure) => void): Promise<void> {
  for (const [part, work] of Object.entries(parts)) if (options.only.includes(part as Part)) await work(options, found);
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
