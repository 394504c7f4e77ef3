import { closeSync, lstatSync, openSync, readSync, writeSync } from 'node:fs';

/*
 * Looks at live links all the while, from outside of everything else. Its arguments: looks a second, then for each host its
 * name, program link, config link and what its .env holds, or nothing where it has none. Writes one JSON line for each thing seen, and one now and then that counts the looks.
 */
const [rate, ...words] = process.argv.slice(2);
const target = Number(rate) / 1000;

interface Watched {
  name: string;
  links: [string, string];
  program: string;
  config: string;
  env: string;
  release: string;
  wrong: string;
}

const hosts: Watched[] = [];
for (let at = 0; at < words.length; at += 4) {
  const [name, program, config, env] = words.slice(at, at + 4) as [string, string, string, string];
  const files = { program: `${program}/VERSION`, config: `${config}/app.properties` };
  hosts.push({ name, links: [program, config], ...files, env, release: '', wrong: '' });
}

const now = (): number => performance.timeOrigin + performance.now();
const tell = (line: object): void => void writeSync(1, `${JSON.stringify(line)}\n`);
const buffer = Buffer.alloc(4096);
let looks = 0;

function read(path: string): string | null {
  looks += 1;
  try {
    const file = openSync(path, 'r');
    const length = readSync(file, buffer);
    closeSync(file);
    return buffer.toString('latin1', 0, length);
  } catch {
    return null;
  }
}

function linked(path: string): boolean {
  looks += 1;
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
}

/** Program, config, program: when the program was the same before and after, the config must belong to it. */
function look(host: Watched): void {
  const there = host.links.map(linked);
  const before = read(host.program);
  const config = read(host.config);
  const after = read(host.program);
  const env = host.env === '' ? '' : read(`${host.links[0]}/.env`);
  let wrong = '';
  if (there.includes(false)) wrong = `no link at ${host.links[there.indexOf(false)]}`;
  else if (before === null || after === null) wrong = `nothing at ${host.program}`;
  else if (config === null) wrong = `nothing at ${host.config}`;
  else if (env !== host.env) wrong = `${env === null ? 'nothing' : 'something else'} at ${host.links[0]}/.env`;
  else if (before === after) {
    const release = before.trimEnd();
    const other = /^release=(.*)$/m.exec(config)?.[1];
    if (release !== other) wrong = `program of ${release} with config of ${other}`;
    else if (release !== host.release) {
      tell({ at: now(), host: host.name, release, from: host.release });
      host.release = release;
    }
  }
  if (wrong !== '' && wrong !== host.wrong) tell({ at: now(), host: host.name, wrong });
  host.wrong = wrong;
}

let ending = false;
process.stdin.on('end', () => (ending = true));
process.stdin.resume();
const pause = new Int32Array(new SharedArrayBuffer(4));

function watch(): void {
  const began = now();
  const already = looks;
  // Short stretches without the event loop.
  while (now() - began < 50) {
    while (looks - already < (now() - began + 1) * target) hosts.forEach(look);
    Atomics.wait(pause, 0, 0, 0.5);
  }
  tell({ at: now(), looks });
  if (!ending) setImmediate(watch);
}
watch();
