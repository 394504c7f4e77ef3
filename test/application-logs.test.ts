import {
  appendFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TailItem } from '#api';
import { askJson } from './support/described.js';
import { startEstate, type Answer, type Estate } from './support/estate.js';
import { callerOf } from './support/rexflow.js';
import { until } from './support/until.js';

let estate: Estate;
const directoryOf = (program: string): string => join(program, '../logs');
const logs: string[] = [];
const odd = `-e it's "odd"`;
beforeAll(async () => {
  estate = await startEstate({
    apps: [{}, {}],
    config: { rex: { answers: 'native' } },
    row: (row) => ({ ...row, log_dir: directoryOf(String(row.pro_dir)), logfile: 'app.log' }),
  });
  for (const { app } of estate.hosts) {
    const directory = directoryOf(app.programLink);
    logs.push(directory);
    mkdirSync(directory, { recursive: true });
    writeFileSync(join(directory, 'app.log'), `first\n${odd} of ${app.name}\nlast\n`);
    writeFileSync(join(directory, 'app.log.1.gz'), gzipSync(`${odd} packed\n`));
    utimesSync(join(directory, 'app.log.1.gz'), new Date(0), new Date(0));
    writeFileSync(join(directory, '../outside'), 'not for everybody\n');
    symlinkSync('../outside', join(directory, 'leads-out.log'));
  }
});
afterAll(async () => {
  await estate?.stop();
});

const rex = (parameters: Record<string, string>): Promise<Answer> => estate.rex(parameters);
const log = (index: number): string => join(logs[index]!, 'app.log');

/** Listens to the logs until `enough`, and goes away then. */
async function tail(query: string, enough: (items: TailItem[]) => boolean, meanwhile: (items: TailItem[]) => void) {
  const gone = new AbortController();
  const items: TailItem[] = [];
  const headers = { authorization: `Bearer ${estate.token}`, accept: 'text/event-stream' };
  const answer = await fetch(`${estate.url}/v1/logs/tail?${query}`, { headers, signal: gone.signal });
  expect(answer.status).toBe(200);
  let text = '';
  const decoder = new TextDecoder();
  for await (const chunk of answer.body!) {
    text += decoder.decode(chunk as Uint8Array, { stream: true });
    const whole = text.split('\n\n');
    text = whole.pop()!;
    for (const event of whole) {
      const [, data] = /^data: (.*)$/m.exec(event) ?? [];
      if (data !== undefined) items.push(JSON.parse(data) as TailItem);
    }
    meanwhile(items);
    if (enough(items)) break;
  }
  gone.abort();
  return items;
}
const linesOf = (items: readonly TailItem[], app: string): string[] =>
  items.flatMap((item) => (item.app === app ? item.lines : []));

/** Programs on this machine that have a word among their arguments. */
const running = (word: string): string[] =>
  readdirSync('/proc').filter((pid) => {
    try {
      return /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(word);
    } catch {
      return false; // It ended while we looked.
    }
  });

test('/rex lists, gives and searches logs in the form of the original', async () => {
  const listed = await rex({ action: 'lookLog', k: 'server' });
  expect(listed.body).toMatchObject({
    code: 0,
    data: { code: '0', data: [{ code: 0, count: 2, msg: 'success' }] },
  });
  expect(listed.at('data.data.0.data.0.data')).toMatchObject({
    ...{ app_key: 'server1', names: 'server1', logdir: logs[0], fileres: ['app.log', 'app.log.1.gz'] },
    params: { k: 'server', log: null },
  });
  const got = await rex({ action: 'getLog', k: 'server1' });
  expect(got.at('data.data.0.data.0.data')).toMatchObject({
    ...{ app_key: 'server1', log: log(0), download: null, content: readFileSync(log(0), 'utf8') },
    params: { download_local: null, k: 'server1', log: null, search: null },
  });
  const found = await rex({ action: 'grepLog', k: 'server1', grep: 'odd"? of|first' });
  expect(found.at('data.data.0.data.0.data')).toMatchObject({
    ...{ app_key: 'server1', log_grep_line: 2, max_grep_row: '500', output_grep: `first\n${odd} of server1` },
  });
  const centre = await rex({ action: 'logCenter:main:grepLog', k: 'server', grep: 'last' });
  expect(centre.at('data.data')).toMatchObject([{ output_grep: 'last' }, { output_grep: 'last', app_key: 'server2' }]);
  expect((await rex({ action: 'grepLog', k: 'server1' })).body).toMatchObject({ error: { code: 'PARAMETER_MISSING' } });
});

test('a pattern is text, whatever it begins with and holds; packed files are searched, what leads out is not', async () => {
  const caller = callerOf(estate, { REXFLOW_URL: estate.url, REXFLOW_TOKEN: estate.token });
  const found = await caller.call('grep', '--rows', '5', '--', `${odd}\nla\nst`, 'server');
  expect([found.status, found.stdout]).toEqual([
    0,
    ['server1', 'server2']
      .flatMap((app) =>
        [`app.log.1.gz: ${odd} packed`, 'app.log: first', `app.log: ${odd} of ${app}`, 'app.log: last'].map(
          (line) => `${app} | ${line}\n`,
        ),
      )
      .join(''),
  ]);
  const out = await rex({ action: 'getLog', k: 'server1', log: 'leads-out.log' });
  expect(JSON.stringify(out.body)).not.toContain('for everybody');
  expect(out.at('data.data.0.data.0.data')).toMatchObject({ code: -1, error: 'LOG_OUTSIDE' });
  expect((await rex({ action: 'getLog', k: 'server1', log: '../outside' })).body).toMatchObject({
    error: { code: 'PARAMETER_INVALID' },
  });
  expect(
    (await askJson(estate, 'POST', '/v1/logs/search', { apps: 'server1', pattern: 'a', file: 'a/../../b' })).status,
  ).toBe(400);
});

test('a log is followed over a rotation, and nothing is left on the host when the caller is gone', async () => {
  let step = 0;
  const items = await tail(
    'apps=server&lines=1',
    (all) => linesOf(all, 'server1').includes('after'),
    (all) => {
      if (step === 0 && all.filter(({ kind }) => kind === 'began').length === 2) {
        step = 1;
        appendFileSync(log(0), 'before\n');
        renameSync(log(0), `${log(0)}.2`);
        writeFileSync(log(0), 'after\n');
      }
    },
  );
  expect(linesOf(items, 'server1')).toEqual(['last', 'before', 'after']);
  expect(linesOf(items, 'server2')).toEqual(['last']);
  expect(items.map(({ kind }) => kind)).toContain('rotated');
  await until('the end of what followed it', 15, () => Promise.resolve(running('tail').length === 0));
});

test('only lines that match come, at a terminal too, and a host that is away is said', async () => {
  const caller = callerOf(estate, { REXFLOW_URL: estate.url, REXFLOW_TOKEN: estate.token });
  await estate.hosts[1]!.sshd.stop();
  const items = await tail(
    `apps=server&lines=0&grep=${encodeURIComponent(odd)}`,
    (all) => linesOf(all, 'server1').length > 0 && all.some(({ kind }) => kind === 'ended'),
    (all) => {
      if (all.some(({ kind, app }) => kind === 'began' && app === 'server1'))
        appendFileSync(log(0), `no\n${odd} again\n`);
    },
  );
  expect(new Set(linesOf(items, 'server1'))).toEqual(new Set([`${odd} again`]));
  expect(items.find(({ kind }) => kind === 'ended')).toMatchObject({
    app: 'server2',
    trouble: { code: 'UNREACHABLE' },
  });
  const away = await caller.call('tail', 'server2');
  expect([away.status, away.stdout]).toEqual([14, expect.stringContaining('server2 | ')]);
  await estate.hosts[1]!.openSshd();
  const once = await askJson(estate, 'GET', '/v1/logs/tail?apps=server2&lines=1&wait=5');
  expect(once.status).toBe(200);
  expect((once.at('items') as TailItem[]).flatMap(({ lines }) => lines)).toContain('last');
});
