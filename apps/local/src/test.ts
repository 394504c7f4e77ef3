import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { boundCommand, installServers, installTestPrograms } from '#provision';
import { programsHome, root } from './installation/programs.js';
import { totalsLine, type VitestReport, testTotals } from './testRun/totals.js';

/*
 * npm test: format, lint, scripts, types, then every test, against real servers that the tests start themselves. The last line of
 * stdout counts them; each of the others counts as one. Further arguments go to vitest.
 */
const tell = (line: string): void => void process.stderr.write(`rexflow: ${line}\n`);

/** Runs a program of this clone with our stdout; gives its exit status. */
async function run(program: string, ...args: string[]): Promise<number | null> {
  const words = await boundCommand([process.execPath, join(root, program), ...args]);
  return new Promise((resolve, reject) => {
    const child = spawn(words[0]!, words.slice(1), { cwd: root, stdio: 'inherit' });
    child.once('error', reject);
    child.once('close', resolve);
  });
}

interface Check {
  name: string;
  words: readonly [string, ...string[]];
}

/** Two rows of checks that take about as long as each other, for two cores. */
const rowsOfChecks: readonly (readonly Check[])[] = [
  [
    { name: 'format', words: ['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'] },
    { name: 'types', words: ['node_modules/typescript/bin/tsc', '-p', '.', '--pretty'] },
    { name: 'types of the console', words: ['node_modules/typescript/bin/tsc', '-p', 'apps/console', '--pretty'] },
  ],
  [
    { name: 'scripts', words: ['.config/checkScripts.mjs'] },
    { name: 'lint', words: ['node_modules/eslint/bin/eslint.js', '-c', '.config/eslint.js', '.'] },
  ],
];

/** Runs checks one after another; gives the names of those that fail. */
async function failedOf(checks: readonly Check[]): Promise<string[]> {
  const failed: string[] = [];
  for (const { name, words } of checks) {
    const [program, ...rest] = words;
    const status = await run(program, ...rest);
    tell(status === 0 ? `${name} is in order` : `${name} is not in order`);
    if (status !== 0) failed.push(name);
  }
  return failed;
}

function readReport(path: string): VitestReport | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as VitestReport;
  } catch {
    return null;
  }
}

async function testEverything(args: readonly string[]): Promise<string> {
  const place = { home: programsHome, log: tell };
  await installServers(place);
  await installTestPrograms(place);
  const failed = (await Promise.all(rowsOfChecks.map(failedOf))).flat();
  const dir = mkdtempSync(join(tmpdir(), 'rexflow-report-'));
  const path = join(dir, 'report.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${path}`];
  const status = await run('node_modules/vitest/vitest.mjs', 'run', '-c', '.config/vitest.ts', ...reporters, ...args);
  const tests = testTotals(readReport(path), status);
  rmSync(dir, { recursive: true, force: true });
  const passed = tests.passed + rowsOfChecks.flat().length - failed.length;
  const tally = { ...tests, passed, failed: tests.failed + failed.length };
  if (tally.failed > 0) process.exitCode = 1;
  return totalsLine(tally);
}

let last = totalsLine({ passed: 0, failed: 1, skipped: 0 });
try {
  last = await testEverything(process.argv.slice(2));
} catch (error) {
  tell(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
process.stdout.write(`${last}\n`);
