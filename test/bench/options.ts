import { parseArgs } from 'node:util';

const parts = ['release', 'url', 'still', 'switch', 'http', 'bytes', 'room'] as const;

export type Part = (typeof parts)[number];

export interface BenchOptions {
  /** What is measured. */
  only: Part[];
  rounds: number;
  /** Sizes of the groups a release goes to. */
  hosts: number[];
  /** Releases in a row, for what they leave behind. */
  row: number;
  help: boolean;
}

export const usage = `usage: npm run bench [-- --quick | --only <part> | --rounds <n> | --hosts <n,n> | --row <n> | --help]

Measures rexflow beside the bare tools, in alternation, and prints one JSON line per figure on stdout and a table on
stderr. Starts everything it needs (Redis, MariaDB, SSH hosts with an application each) and stops it again.

  --quick    2 rounds instead of 5
  --only     one part; may stand several times:
             release  to groups of hosts, one file changed and all, beside the bare script
             url      the same from a package of a web server, beside curl, tar and the bare script
             still    a release that carries and restarts nothing
             switch   what an application sees while it is switched
             http     accepted requests and polls, beside a minimal Express route
             bytes    what goes through SSH for one changed file
             room     memory of a worker at 64 hosts and over releases in a row, Redis, MySQL
  --rounds   rounds of each figure; the medians are told
  --hosts    how many hosts a release goes to, default 2,8,16
  --row      releases in a row for \`room\`, default 100
`;

const number = (text: string, most = 999): number => {
  if (!/^[1-9]\d{0,4}$/.test(text) || Number(text) > most)
    throw new TypeError(`${text} is not a number from 1 to ${most}`);
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
      hosts: { type: 'string', default: '2,8,16' },
      row: { type: 'string', default: '100' },
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
  const hosts = values.hosts.split(',').map((text) => number(text));
  return { only, rounds, hosts, row: number(values.row, 9999), help: values.help };
}
