import {
  appendFileSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { HealthCheck } from '#release';
import { askHealth } from './askHealth.js';
import { asksFor, askOnce, testHealthType, type Answering } from './testing/battery.js';
import { localHost } from './testing/localHost.js';

function directory(): string {
  const dir = mkdtempSync(join(tmpdir(), 'rexflow-health-'));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  return dir;
}

const commands: Record<Answering, string> = {
  well: 'true',
  unwell: 'echo no; exit 3',
  late: 'echo >>asked; [ "$(grep -c "" asked)" -gt 2 ]',
  silent: 'exec sleep 600',
  gone: 'rexflow-no-such-program',
};
testHealthType('command', (answering) =>
  Promise.resolve({
    type: 'command',
    command: `cd ${directory()} && { ${commands[answering]}; }`,
    timeout: answering === 'silent' ? 0.2 : 9,
  }),
);

test.each<[string, string, string]>([
  ['says why', 'echo out; echo err >&2; exit 3', 'it ends with 3: out err'],
  ['says nothing', 'exit 7', 'it ends with 7'],
  ['says too much', 'yes no | head -c 3000000; exit 4', `it ends with 4: ${'no '.repeat(66)}no`],
  ['is ended', 'kill -9 $$', 'it ends with 137: Killed'],
])('command: one that %s is told by its beginning', async (_, command, reason) => {
  expect((await askOnce({ type: 'command', command }))?.reason).toMatch(reason.slice(0, 150));
});

test('command: no secret of it is shown', async () => {
  const found = await askOnce({
    type: 'command',
    command: 'PGPASSWORD=geheim curl http://a:geheim@h/; exit 1',
    timeout: 1,
  });
  expect(found?.url).not.toContain('geheim');
});

const line = 'listening on [0-9]+$';
testHealthType(
  'log',
  (answering) => {
    const file = join(directory(), "it's a.log");
    if (answering !== 'gone')
      writeFileSync(file, answering === 'well' ? 'up\nlistening on 80\nserving\n' : 'nothing\n');
    if (answering === 'late') setTimeout(() => appendFileSync(file, 'listening on 80\n'), 50);
    return Promise.resolve({ type: 'log', file, line });
  },
  ['well', 'late', 'unwell', 'gone'],
);

test('log: only what was written since the start counts, and all of a file that took the place of the other', async () => {
  const file = join(directory(), 'a.log');
  writeFileSync(file, 'listening on 80\n');
  const { ino, size } = statSync(file);
  const reason = async (end = `${ino} ${size}`, more: Partial<HealthCheck> = {}) => {
    const asks = asksFor({ type: 'log', file, line, ...more } as HealthCheck, { log_end_0: end });
    const runs = () => Promise.resolve(true);
    const { trouble } = await askHealth({ asks, deadlineMs: 0 }, localHost, new AbortController().signal, runs);
    return trouble?.details.reason ?? null;
  };
  expect(await reason()).toBe(`nothing was written to it since the start, and a line "${line}" is waited for`);
  expect(await reason('')).toBeNull();
  appendFileSync(file, 'caf\xe9 \0 starting');
  expect(await reason()).toMatch(/the last is: café starting$/);
  appendFileSync(file, '\nlistening on 81\n');
  expect(await reason()).toBeNull();
  expect(await reason(undefined, { line: '(' } as Partial<HealthCheck>)).toMatch(
    '"(" is no regular expression of grep -E there',
  );
  truncateSync(file, 3);
  expect(await reason()).toMatch('the last is: lis');
  renameSync(file, `${file}.1`);
  expect(await reason()).toBe('there is no such file');
  writeFileSync(file, readFileSync(`${file}.1`, 'utf8') + 'tening on 82\n');
  expect(await reason()).toBeNull();
});
