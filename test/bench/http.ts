import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { endProcess } from '#provision';
import type { RowDataPacket } from 'mysql2/promise';
import { startEstate, type Estate } from '../support/estate.js';
import { root } from '../support/root.js';
import { figureOf, quantile, type Figure } from './figure.js';
import { poster, type Poster } from './poster.js';
import { press, type Pressed } from './press.js';
import { tell } from './report.js';

const connections = 20;
/** A large estate; each app takes one release until its lease is given back. */
const apps = 500;

/** The minimal route of minimal.ts over the estate's own servers. */
async function startMinimal({ mariadb, redis }: Estate): Promise<{ child: ChildProcess; url: string }> {
  const { host, port, user, password } = mariadb;
  const places = JSON.stringify({ mysql: { host, port, user, password, database: 'prod' }, redis: redis.url });
  const child = spawn(process.execPath, [join(root, 'dist/test/bench/minimal.js'), places], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [said] = (await once(child.stdout!, 'data')) as [Buffer];
  return { child, url: `http://127.0.0.1:${String(said).trim()}/` };
}

/** Fills the catalogue with apps that nobody will release: accepting is measured, and no worker runs. */
async function fillCatalogue({ sql }: Estate): Promise<void> {
  const [[row]] = await sql.query<RowDataPacket[]>('SELECT * FROM pre_server_detail LIMIT 1');
  const columns = row as Record<string, unknown>;
  const names = Object.keys(columns).filter((name) => name !== 'id');
  const rows = Array.from({ length: apps }, (_, at) => {
    const name = `many${at}`;
    return names.map((column) => ({ app_key: name, local_name: name, server_name: name })[column] ?? columns[column]);
  });
  const list = names.map((name) => `\`${name}\``).join(', ');
  await sql.query(`INSERT INTO pre_server_detail (${list}) VALUES ?`, [rows]);
}

const p99 = ({ ms }: Pressed): number => quantile(ms, 0.99);

/**
 * Accepted releases per second, and how long they take at half that rate, against a minimal route in turn; then polls of a
 * job per second.
 */
export async function measureHttp(rounds: number): Promise<Figure[]> {
  tell('starting a house with a large catalogue and no worker at work');
  const estate = await startEstate({ apps: [{}], workers: 1, durable: true });
  const posters: Poster[] = [];
  let minimal: ChildProcess | null = null;
  try {
    const [worker] = estate.workers;
    const ended = once(worker!, 'exit');
    await endProcess(worker!.pid!, 20_000);
    await ended;
    await fillCatalogue(estate);
    const started = await startMinimal(estate);
    minimal = started.child;
    const sender = (url: string): Poster => {
      const made = poster(url, connections);
      posters.push(made);
      return made;
    };
    const ours = sender(`${estate.url}/rex?token=${estate.token}`);
    const theirs = sender(started.url);
    let next = 0;
    let job = '';
    const post = async (to: Poster, values: Record<string, string>): Promise<void> => {
      const { status, text } = await to.send(new URLSearchParams({ ...values, async: '1' }).toString());
      if (status !== 202) throw new Error(`it answered ${status}: ${text}`);
      job = text;
    };
    const check = (to: Poster) => () => post(to, { action: 'check', k: 'many1' });
    const release = (to: Poster) => () => post(to, { action: 'release', k: `many${next++ % apps}` });
    const free = () => estate.sql.query('UPDATE rexflow_leases SET request_id = NULL');
    const seconds = rounds > 2 ? 3 : 2;
    for (const one of [theirs, ours]) await press(check(one), { at: connections, seconds: 1 });
    const jobId = String((JSON.parse(job) as { job: string }).job);
    const seen: Record<'checks' | 'releases' | 'bare' | 'calm' | 'polls', Pressed[]> = {
      ...{ checks: [], releases: [], bare: [], calm: [], polls: [] },
    };
    const poll = async (): Promise<void> => {
      const answer = await estate.call(`/rex/jobs/${jobId}?token=${estate.token}`);
      if (answer.status !== 200) throw new Error(`a poll was answered ${answer.status}`);
    };
    for (let round = 0; round < rounds; round++) {
      seen.checks.push(await press(check(ours), { at: connections, seconds }));
      seen.bare.push(await press(check(theirs), { at: connections, seconds }));
      await free();
      seen.releases.push(await press(release(ours), { at: connections, seconds: 30, count: apps }));
      const rate = seen.checks.at(-1)!.rate / 2;
      seen.calm.push(await press(check(ours), { at: connections, seconds, rate }));
      seen.polls.push(await press(poll, { at: connections, seconds }));
    }
    const rates = (of: keyof typeof seen): number[] => seen[of].map(({ rate }) => rate);
    return [
      figureOf('http.accepted', '1/s', rates('checks'), rates('bare')),
      figureOf('http.accepted-releases', '1/s', rates('releases'), rates('bare')),
      figureOf('http.accepted-p99-at-half-rate', 'ms', seen.calm.map(p99), null),
      figureOf('http.polls-by-accepted', '1/s', rates('polls'), rates('checks')),
    ];
  } finally {
    for (const one of posters) one.close();
    if (minimal?.pid) await endProcess(minimal.pid, 5000);
    await estate.stop();
  }
}
