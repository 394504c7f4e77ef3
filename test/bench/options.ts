import { parseArgs } from 'node:util';

const parts = ['release', 'http', 'switch'] as const;

export type Part = (typeof parts)[number];

export interface BenchOptions {
  /** What is measured. */
  only: Part[];
  rounds: number;
  /** Sizes of the groups a release goes to. */
  hosts: number[];
  help: boolean;
}

export const usage = `usage: npm run bench [-- --quick | --only <part> | --rounds <n> | --hosts <n,n> | --help]

Measures rexflow beside the bare tools, in alternation, and prints one JSON line per figure on stdout and a table on
stderr. Starts everything it needs (Redis, MariaDB, SSH hosts with an application each) and stops it again.

  --quick    2 rounds instead of 5
  --only     release | http | switch; may stand several times
  --rounds   rounds of each figure; the medians are told
  --hosts    how many hosts a release goes to, default 2,8
`;

const number = (text: string): number => {
  if (!/^[1-9]\d{0,2}$/.test(text)) throw new TypeError(`${text} is not a number from 1 to 999`);
  return Number(text);
};

/** The options among the arguments; throws on one that is none. */
export function parseOptions(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean', default: false },
      only: { type: 'string', multiple: true, default: [...parts] },
      rounds: { type: 'string' },
      hosts: { type: 'string', default: '2,8' },
      help: { type: 'boolean', default: false },
    },
    strict: true,
    allowPositionals: false,
  });
  const only = values.only.map((given) => {
    const part = parts.find((name) => name === given);
    if (!part) throw new TypeError(`--only ${given}: there is ${parts.join(', ')}`);
    return part;
  });
  const rounds = number(values.rounds ?? (values.quick ? '2' : '5'));
  return { only, rounds, hosts: values.hosts.split(',').map(number), help: values.help };
}
