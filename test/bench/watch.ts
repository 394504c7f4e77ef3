import { readFileSync, realpathSync } from 'node:fs';

/*
 * Looks at one application every millisecond, from outside of everything else: its live links and its process. Its
 * arguments: both links and the pid file; the word in the process's command line stands in WATCHED. Says `ready`, and when
 * its stdin ends, what it saw as one line of JSON.
 */
const [programLink, configLink, pidFile] = process.argv.slice(2) as [string, string, string];
const key = process.env.WATCHED!;

/** Milliseconds of each state, and samples in which a link was missing. */
const seen = { samples: 0, withoutProcess: 0, differing: 0, missing: 0, longestPause: 0 };

const pause = new Int32Array(new SharedArrayBuffer(4));
let pid = '';

function runsAs(candidate: string): boolean {
  try {
    return candidate !== '' && readFileSync(`/proc/${candidate}/cmdline`, 'utf8').split('\0').includes(key);
  } catch {
    return false;
  }
}

function runs(): boolean {
  if (runsAs(pid)) return true;
  try {
    pid = readFileSync(pidFile, 'utf8').trim();
  } catch {
    return false;
  }
  return runsAs(pid);
}

/** What names the release a link leads to: the end of the directory's name; null when there is none. */
function releaseOf(link: string): string | null {
  try {
    return realpathSync(link).slice(link.length);
  } catch {
    return null;
  }
}

function sample(took: number): void {
  const program = releaseOf(programLink);
  const config = releaseOf(configLink);
  seen.samples += 1;
  seen.longestPause = Math.max(seen.longestPause, took);
  if (program === null || config === null) seen.missing += 1;
  // A switch between the two looks is no difference: the program has to be the same after the look at the config.
  else if (program !== config && releaseOf(programLink) === program) seen.differing += took;
  if (!runs()) seen.withoutProcess += took;
}

let ending = false;
process.stdin.on('end', () => (ending = true));
process.stdin.resume();
process.stdout.write('ready\n');

let before = performance.now();
function watch(): void {
  // Short stretches without the event loop keep the pauses at a millisecond and still notice the end.
  for (let count = 0; count < 20; count++) {
    Atomics.wait(pause, 0, 0, 1);
    const now = performance.now();
    sample(now - before);
    before = now;
  }
  if (!ending) setImmediate(watch);
  else process.stdout.write(`${JSON.stringify(seen)}\n`);
}
watch();
