import { afterAll, beforeAll, expect, test } from 'vitest';
import { changeInit } from './support/changeInit.js';
import { askDescribed } from './support/described.js';
import { startEstate, type Answer, type Estate } from './support/estate.js';
import { fillUpdateDirectory } from './support/update.js';

let estate: Estate;
beforeAll(async () => {
  estate = await startEstate({
    apps: [{}, {}],
    row: (row) => ({ ...row, local_pro_cmd: 'echo built by hand', local_conf_cmd: 'echo configured' }),
  });
  const lines = 'i=0; while [ $i -lt 300 ]; do i=$((i + 1)); echo "line $i of $1"; done\n';
  changeInit(estate.hosts[0]!, '\n', `\n${lines}`);
});
afterAll(async () => {
  await estate?.stop();
});

interface Line {
  id: number;
  app: string | null;
  phase: string;
  step: string | null;
  stream: string;
  text: string;
}

const headers = () => ({ authorization: `Bearer ${estate.token}` });

const page = (path: string): Promise<Answer> => askDescribed(estate, 'GET', path);

/** The log of a release from its beginning to its end: the stream ends by itself. */
async function streamed(id: string, last = 0): Promise<Line[]> {
  const asked = { ...headers(), accept: 'text/event-stream', 'last-event-id': String(last) };
  const response = await fetch(`${estate.url}/v1/releases/${id}/logs`, { headers: asked });
  return [...(await response.text()).matchAll(/^data: (.*)$/gm)].map(([, data]) => JSON.parse(data!) as Line);
}

let job: string;

test('the log of a release tells what init scripts and commands wrote, and what rexflow did, in their order', async () => {
  fillUpdateDirectory(estate, '2.0.0');
  job = String((await estate.rex({ action: 'release', k: 'server', async: '1' })).at('job'));
  const lines = await streamed(job);
  const texts = (app: string | null) => lines.filter((line) => line.app === app).map(({ text }) => text);
  expect(texts(null)).toEqual([
    'stage begins',
    'built by hand',
    'prepare begins',
    'activate begins, batch 1',
    'settled: done',
  ]);
  const second = texts('server2');
  expect(second[0]).toBe('configured');
  expect(second).toContainEqual(expect.stringMatching(/^carry done, \d+ bytes sent$/));
  expect(second.at(-1)).toMatch(/^probe done$/);
  const start = lines.filter(
    ({ app, stream, text }) => app === 'server1' && stream === 'out' && /of start$/.test(text),
  );
  expect(start.length).toBe(200);
  expect(start.at(-1)).toMatchObject({ phase: 'activate', step: 'activate', text: 'line 300 of start' });
  expect(texts('server1')).toContain('... 100 lines left out ...');
  expect(lines.map(({ id }) => id)).toEqual(lines.map(({ id }) => id).toSorted((a, b) => a - b));
  const asked = { ...headers(), accept: 'text/event-stream' };
  const events = await fetch(`${estate.url}/v1/releases/${job}/events`, { headers: asked });
  expect(await events.text()).not.toContain('line 300 of start');
});

test('the same by number, of one app, and from where one stopped', async () => {
  const all = await page(`/v1/releases/${job}/logs?app=server2`);
  const items = all.at('items') as Line[];
  expect(new Set(items.map(({ app }) => app))).toEqual(new Set([null, 'server2']));
  const half = items[Math.floor(items.length / 2)]!;
  const rest = (await page(`/v1/releases/${job}/logs?app=server2&after=${half.id}`)).at('items') as Line[];
  expect(rest).toEqual(items.filter(({ id }) => id > half.id));
  expect(await page(`/v1/releases/${job}/logs?after=${String(all.at('next'))}`)).toMatchObject({ body: { items: [] } });
  const again = await streamed(job, half.id);
  expect(again[0]!.id).toBeGreaterThan(half.id);
  const nothing = await estate.call(`/v1/releases/${job}/logs`, {
    headers: { ...headers(), accept: 'text/event-stream', 'last-event-id': String(all.at('next')) },
  });
  expect(nothing.status).toBe(204);
});

test('what a command of run wrote is in its log', async () => {
  const ran = await estate.rex({ action: 'run', k: 'server1', cmd: 'echo out; echo err >&2' });
  const lines = await streamed(String(ran.at('job')));
  expect(lines).toContainEqual(expect.objectContaining({ app: 'server1', step: 'run', stream: 'out', text: 'out' }));
  expect(lines).toContainEqual(expect.objectContaining({ stream: 'err', text: 'err' }));
});
