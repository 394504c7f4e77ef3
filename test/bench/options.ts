import { parseArgs } from 'node:util';
import { partNames, type PartName } from './parts/names.js';

export interface BenchOptions {
  /** What is measured. */
  only: PartName[];
  /** Short ranges and few repetitions. */
  quick: boolean;
  /** The largest ranges, too. */
  long: boolean;
  rounds: number;
  /** Sizes of the groups a release goes to, the first one the measure of the others. */
  hosts: number[];
  /** Releases in a row, while the worker's memory is watched. */
  releases: number;
  help: boolean;
}

export const usage = `usage: npm run bench [-- --quick | --long | --only <part> | --rounds <n> | --hosts <n,n> | --releases <n> | --help]

Measures rexflow beside the bare tools, in alternation, and prints one JSON line per figure on stdout and a table on
stderr. Starts everything it needs (Redis, MariaDB, SSH hosts with an application each) and stops it again.

  --quick     2 rounds instead of 5, 2 and 8 hosts, short ranges
  --long      the largest ranges, too: 64 hosts, 100,000 files, 1 GB, 1,000 releases in a row
  --only      one part; may stand several times:
                release     to 2, 8 and 16 hosts, one file changed and all, against the bare script
                url         the same tree as tar.gz from a local server, against curl, tar and the bare script
                switch      what the application sees: time without process, links that differ, links that are missing
                bytes       through SSH for each host, one file changed, and which step they belong to
                first-byte  from accepted to the first byte on a host
                nothing     a release that carries nothing and restarts nothing
                fair        a release beside a check of 5,000 apps, and beside one of 40 hosts that say nothing
                fleet       5,000 apps on 500 hosts: validate, apply, apply --dry-run, the lists of /v1, the console's first paint
                looks       at 100 and 500 hosts each minute: what they take, and a release beside them
                http        accepted POST /rex per second against a minimal route; polls per second
                watchers    1,000 streams of events and 20 tabs of the console: how late events are, and the release
                memory      of a worker: at 64 hosts at once, and over releases in a row
                rows        what a settled release leaves in Redis and MySQL
                growth      with hosts, files and bytes, as exponents
                profile     where the time goes: a release step by step, POST /rex function by function
  --rounds    rounds of each figure; the medians are told
  --hosts     how many hosts a release goes to, default 2,8,16
  --releases  releases in a row, default 300
`;

const number = (text: string, most: number): number => {
  const value = /^[1-9]\d*$/.test(text) ? Number(text) : NaN;
  if (!(value <= most)) throw new TypeError(`${text} is not a number from 1 to ${most}`);
  return value;
};

/** The options among the arguments; throws on one that is none. */
export function parseOptions(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean', default: false },
      long: { type: 'boolean', default: false },
      only: { type: 'string', multiple: true, default: [...partNames] },
      rounds: { type: 'string' },
      hosts: { type: 'string' },
      releases: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
    strict: true,
    allowPositionals: false,
  });
  const { quick, long, help } = values;
  const only = values.only.map((given) => {
    const part = partNames.find((name) => name === given);
    if (!part) throw new TypeError(`--only ${given}: there is ${partNames.join(', ')}`);
    return part;
  });
  return {
    only,
    quick,
    long,
    rounds: number(values.rounds ?? (quick ? '2' : '5'), 999),
    hosts: (values.hosts ?? (quick ? '2,8' : '2,8,16')).split(',').map((text) => number(text, 64)),
    releases: number(values.releases ?? (quick ? '100' : long ? '1000' : '300'), 100_000),
    help,
  };
}
