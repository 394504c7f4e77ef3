import { runProgram } from '../support/command.js';
import { fixtures } from './fixtures/keeping.js';
import { parseOptions, usage, type FaultsOptions } from './options.js';
import type { Played } from './play.js';
import { lineOf, table, tell } from './report.js';
import { run } from './run.js';

const line = (value: object): void => void process.stdout.write(`${JSON.stringify(value)}\n`);

async function main(options: FaultsOptions): Promise<void> {
  const { kinds, rounds, seed, jobs, json } = options;
  tell(`${rounds} rounds of ${kinds.length} kinds, seed ${seed}, ${jobs} at once`);
  const all: Played[] = [];
  const looks = await run(options, (played) => {
    all.push(played);
    if (json) line({ type: 'round', ...played });
    const { kind, round, fixture, chosen, outcomes, violations, struck, skipped, seconds } = played;
    const came =
      skipped ?? `${outcomes.join(' ')}${struck ? '' : ', missed'}${violations.length > 0 ? ', VIOLATED' : ''}`;
    tell(`${round} ${fixture} ${kind}${chosen === '' ? '' : ` (${chosen})`}: ${came}, ${seconds.toFixed(1)} s`);
  });
  const lines = [...kinds.map(({ name }) => lineOf(name, all)), lineOf('all', all)];
  const byFixture = fixtures.map((fixture) => lineOf(fixture, all));
  if (json) {
    for (const one of lines) line({ type: 'kind', ...one, seed });
    for (const one of byFixture) line({ type: 'fixture', ...one, seed });
  } else process.stdout.write(`${table([...lines, ...byFixture])}\n`);
  if (json) line({ type: 'looks', perSecond: Math.round(looks.slowest) });
  if (looks.slowest < 5000)
    tell('a reader that looks less than 5,000 times a second may have missed what lasted shorter');
  tell(`readers looked ${Math.round(looks.slowest)} times a second or more; seed ${seed}`);
  if (all.some(({ violations }) => violations.length > 0)) process.exitCode = 1;
}

await runProgram({ parse: parseOptions, usage }, main);
