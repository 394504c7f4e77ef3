import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { stringify } from 'yaml';
import { fleetOf } from '../support/fleetOf.js';
import { until } from '../support/until.js';
import { makeHost, type Host } from '../support/hosts.js';
import type { Place } from './place.js';

export interface Story {
  dir: string;
  sshPort: number;
  /** An empty place; each call gives another one. */
  empty: (name: string) => Promise<Place>;
  tell: (line: string) => void;
  /** Filled with what ends what was begun. */
  stops: (() => Promise<unknown>)[];
}

/** The address and the password that setup told. */
function told(said: string): { address: string; password: string } {
  const address = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0];
  const password = /^\s+password\s+(\S+)$/m.exec(said)?.[1];
  if (!address || !password) throw new Error(`setup told no address or no password:\n${said}`);
  return { address, password };
}

/** What came of it. */
export interface Told {
  first: string[];
  second: string[];
  seconds: number;
}

const versionOf = async ({ app }: Host): Promise<string> =>
  ((await (await fetch(app.url)).json()) as { version: string }).version;

async function requireVersion(host: Host, wanted: string): Promise<void> {
  const found = await versionOf(host);
  if (found !== wanted) throw new Error(`the host runs ${found}, not ${wanted}`);
}

/** What the console of the host would print of its key. */
const fingerprintOf = ({ sshd }: Host): string => {
  const key = Buffer.from(sshd.hostKey.split(' ')[1]!, 'base64');
  return `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;
};

/** Releases a version as a person would; gives the id of the release. */
async function release(place: Place, host: Host, version: string): Promise<string> {
  await place.run(`mkdir -p ${version} && echo ${version} > ${version}/VERSION`);
  const said = await place.run(
    `rexflow release ${host.app.name} --package ./${version} --full 1 --version ${version} --json`,
  );
  await requireVersion(host, version);
  return (JSON.parse(said) as { id: string }).id;
}

/** What a doctor that finds everything well says besides that: a fresh disk may be nearly full, which is the machine's. */
async function requireWell(place: Place): Promise<void> {
  const { findings } = JSON.parse(await place.run('rexflow doctor --json || true')) as {
    findings: { name: string; state: string; message: string }[];
  };
  const bad = findings.filter(
    ({ name, state }) => state !== 'ok' && !name.endsWith('.space') && !place.expected.includes(name),
  );
  if (bad.length > 0) throw new Error(`the doctor finds ${JSON.stringify(bad, null, 2)}`);
}

/**
 * From nothing to a first release, a backup, another empty place, all of it back, and the way back to the releases of before and
 * after the backup. Gives what was typed and the seconds to the first release. Throws where one step is not as it should be.
 */
export async function play({ dir, sshPort, empty, tell, stops }: Story): Promise<Told> {
  const first = await empty('first');
  stops.push(() => first.remove());
  const begun = performance.now();
  const since = (): string => `${((performance.now() - begun) / 1000).toFixed(0)} s`;
  const { address, password } = told(await first.install());
  tell(`installed after ${since()}, by ${first.typed.length} commands`);
  const clientKey = first.seen(first.key);
  const host = await makeHost({ dir: join(dir, 'hosts'), sshPort, clientKey, settings: [], stops }, {}, 'server1');
  const login = `rexflow login ${address} -u admin --password-stdin <<< '${password}'`;
  await first.run(login);
  writeFileSync(first.seen(join(first.home, 'fleet.yml')), stringify(fleetOf([host])));
  await first.run('rexflow apply -f fleet.yml');
  await first.run(`rexflow group set server 'package.top=["VERSION"]'`);
  await first.run(`rexflow host key web-1 --approve ${fingerprintOf(host)}`);
  await release(first, host, '5.0.0');
  const seconds = (performance.now() - begun) / 1000;
  tell(`a first release after ${since()}`);
  await requireWell(first);
  const logged = await first.logs?.();
  for (const name of ['rexflow-gateway', 'rexflow-worker']) {
    if (logged !== undefined && !logged.includes(`"name":"${name}"`))
      throw new Error(`the journal holds nothing of ${name}: ${logged.slice(-2000)}`);
  }

  const before = await release(first, host, '5.1.0');
  const [file, passphrase] = ['backup.tar', 'backup.passphrase'].map((name) => join(first.home, name)) as [
    string,
    string,
  ];
  await first.run(`echo 'correct horse battery' > ${passphrase}`);
  await first.run(`${first.configured} rexflow backup ${file} --passphrase-file ${passphrase}`);
  await release(first, host, '6.0.0');
  const kept = [file, passphrase].map((path) => ({ name: basename(path), body: readFileSync(first.seen(path)) }));
  await first.stop();
  tell(`backed up, and lost after ${since()}`);

  const second = await empty('second');
  stops.push(() => second.remove());
  for (const { name, body } of kept) writeFileSync(second.seen(join(second.home, name)), body);
  const said = await second.installFrom(...(kept.map(({ name }) => join(second.home, name)) as [string, string]));
  tell(`taken back after ${since()}, by ${second.typed.length} commands`);
  const again = told(said).address;
  await until('rexflow being ready again', 60, async () =>
    fetch(`${again}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    ),
  );
  await second.run(login.replace(address, again));
  await requireWell(second);
  await release(second, host, '7.0.0');
  await second.run('rexflow rollback server1');
  await requireVersion(host, '6.0.0');
  tell('rolled back to what was released after the backup');
  await second.run(`rexflow rollback server1 --to ${before}`);
  await requireVersion(host, '5.1.0');
  tell(`rolled back to what was released before the backup, after ${since()}`);
  await requireWell(second);
  return { first: first.typed, second: second.typed, seconds };
}
