import { parseArgs } from 'node:util';
import { fixtures, type Fixture } from './fixtures/keeping.js';
import { kinds } from './kinds/index.js';
import type { Kind } from './kind.js';

export interface FaultsOptions {
  kinds: Kind[];
  /** Numbers of the rounds, each of one kind in turn. */
  from: number;
  rounds: number;
  seed: string;
  /** What all applications are; null where the seed says it, round by round. */
  fixture: Fixture | null;
  /** Estates at once. */
  jobs: number;
  /** The settings rexflow has by default, instead of short ones. */
  defaults: boolean;
  json: boolean;
  help: boolean;
}

export const usage = `usage: npm run faults -- [--rounds <n>] [--seed <text>] [--kinds <a,b>] [--round <n>] [--jobs <n>]
                         [--fixture <plain|keeping>] [--defaults] [--json]

Breaks things while rexflow releases, looks at the hosts and the database after every round, and prints one line for each
kind of fault. The exit status is 1 when a promise was broken. Starts everything it needs and stops it again.

  --rounds    rounds over all kinds in turn, default one of each
  --seed      every choice follows from it; default a new one, which is told
  --kinds     only these, by name
  --round     only the round of this number; what a violation tells to repeat itself
  --jobs      estates at once, default 2
  --fixture   only applications that are plain, or only such with data that outlives releases and with hooks; by default the seed says
              for each round which it is
  --defaults  lease, retry, keepalive and timeouts as they are by default, and outages of 20 s
  --json      one JSON line for each round and kind, and for the readers, on stdout

kinds:
${kinds.map(({ name, about }) => `  ${name.padEnd(28)}${about}`).join('\n')}
`;

const number = (text: string, least: number): number => {
  if (!/^\d{1,7}$/.test(text) || Number(text) < least) throw new TypeError(`${text} is not a number from ${least}`);
  return Number(text);
};

const chosen = (text: string | undefined): Kind[] =>
  text === undefined
    ? [...kinds]
    : text.split(',').map((name) => {
        const kind = kinds.find((known) => known.name === name);
        if (!kind) throw new TypeError(`--kinds ${name}: there is ${kinds.map((known) => known.name).join(', ')}`);
        return kind;
      });

/** The options among the arguments; throws on one that is none. */
export function parseOptions(args: readonly string[]): FaultsOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      rounds: { type: 'string' },
      seed: { type: 'string', default: Math.random().toString(36).slice(2, 8) },
      kinds: { type: 'string' },
      round: { type: 'string' },
      jobs: { type: 'string', default: '2' },
      fixture: { type: 'string' },
      defaults: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
    strict: true,
    allowPositionals: false,
  });
  const wanted = chosen(values.kinds);
  const fixture = fixtures.find((known) => known === values.fixture) ?? null;
  if (values.fixture !== undefined && fixture === null)
    throw new TypeError(`--fixture ${values.fixture}: there is ${fixtures.join(', ')}`);
  return {
    ...values,
    kinds: wanted,
    fixture,
    from: values.round === undefined ? 0 : number(values.round, 0),
    rounds: values.round === undefined ? number(values.rounds ?? String(wanted.length), 1) : 1,
    jobs: number(values.jobs, 1),
  };
}
