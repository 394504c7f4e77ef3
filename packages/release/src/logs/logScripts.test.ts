import { mkdirSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { Request } from '#contract';
import { hostsOfEachTest } from '../testing/hosts.js';
import { logFilesFound, logFilesStep, logRowsFound, logTextFound, readLogStep, searchLogsStep } from './logSteps.js';
import { logsOf } from './logsOf.js';

const { host } = hostsOfEachTest();
const targets = { names: ['server'] };

function withLogs(row: Record<string, string> = {}) {
  const made = host();
  const logs = join(made.root, 'logs');
  mkdirSync(logs);
  const app = { ...made.app, row: { log_dir: logs, logfile: 'app.log', ...row } };
  const write = (name: string, text: string | Buffer, daysAgo = 0): void => {
    writeFileSync(join(logs, name), text);
    const at = Date.now() / 1000 - daysAgo * 86_400;
    utimesSync(join(logs, name), at, at);
  };
  const search = (pattern: string, more: object = {}) => {
    const request = { kind: 'searchLogs', targets, pattern, ...more } as Request;
    const seen = made.send(searchLogsStep.instruct({ ...made.context, app, request }));
    return { ...seen, found: logRowsFound(seen.facts) };
  };
  const read = (file?: string) => {
    const request = { kind: 'readLog', targets, ...(file !== undefined && { file }) } as Request;
    return made.send(readLogStep.instruct({ ...made.context, app, request })).facts;
  };
  return { ...made, logs, app, write, search, read };
}

test('the rows of a log and of what it was rotated to, the oldest first, whatever the pattern begins with and holds', () => {
  const { search, write } = withLogs();
  const odd = `-e it's "$HOME" \`id\` [x]`;
  write('app.log', `now ${odd}\nother\n`);
  write('app.log.1', `yesterday ${odd}\n`, 1);
  write('app.log.2.gz', gzipSync(`before ${odd}\n`), 2);
  write('app-20200101.log', `long ago ${odd}\n`, 3);
  write('app.log.3.xz', odd, 4);
  write('appendix.log', odd);
  const { found } = search(odd);
  expect(found.rows.map(({ text }) => text)).toEqual(
    ['long ago', 'before', 'yesterday', 'now'].map((when) => `${when} ${odd}`),
  );
  expect(found).toMatchObject({ matches: 4, files: 4, cut: false });
  expect(search('nothing\nother').found.rows).toEqual([{ file: 'app.log', text: 'other' }]);
  expect(search('^(now|other)', { match: 'regexp', rotated: false }).found).toMatchObject({ matches: 2, files: 1 });
  expect(search('(', { match: 'regexp' }).facts.trouble).toBe('LOG_PATTERN');
});

test('of a packed file that is cut what can be read is told, and that it is not all', () => {
  const { search, write } = withLogs();
  const packed = gzipSync(Array.from({ length: 20_000 }, (_, index) => `line ${index} ${index * index}\n`).join(''));
  write('app.log', 'line of today\n');
  write('app.log.1.gz', packed.subarray(0, packed.length / 2), 1);
  const { found } = search('line', { rows: 1000 });
  expect(found).toMatchObject({ files: 2, cut: true });
  expect(found.matches).toBeGreaterThan(1000);
  expect(found.rows.at(-1)).toEqual({ file: 'app.log', text: 'line of today' });
});

test('rows and bytes are bounded: the last ones are told, and that there are more', () => {
  const { search, write } = withLogs();
  write('app.log', Array.from({ length: 3000 }, (_, index) => `line ${index + 1} ${'x'.repeat(3000)}`).join('\n'));
  const { found } = search('line', { rows: 3 });
  expect(found).toMatchObject({ matches: 3000, cut: true });
  expect(found.rows.map(({ text }) => text.slice(0, 9))).toEqual(['line 2998', 'line 2999', 'line 3000']);
  expect(Math.max(...found.rows.map(({ text }) => text.length))).toBe(2000);
  const all = search('line', { rows: 1000 }).found;
  expect(all.cut).toBe(true);
  expect(all.rows.map(({ text }) => text).join('\n').length).toBeLessThanOrEqual(512 * 1024);
});

test('files are listed, the end of one is read, and nothing leads out of the directory', () => {
  const { app, context, logs, read, root, send, write } = withLogs();
  write('app.log', 'a log\n');
  write('app.log.1', 'older\n', 1);
  writeFileSync(join(root, 'secret'), 'not for everybody\n');
  symlinkSync('../secret', join(logs, 'out.log'));
  symlinkSync('app.log.1', join(logs, 'in.log'));
  symlinkSync('..', join(logs, 'up'));
  const listed = logFilesFound(send(logFilesStep.instruct({ ...context, app })).facts);
  expect(listed).toMatchObject({ directory: logs, files: [{ name: 'app.log', bytes: 6 }, { name: 'app.log.1' }] });
  expect(logTextFound(read())).toEqual({ log: join(logs, 'app.log'), bytes: 6, text: 'a log\n' });
  expect(logTextFound(read('in.log')).text).toBe('older\n');
  for (const file of ['out.log', 'up/secret', '../secret'])
    expect(read(file), file).toMatchObject({ trouble: 'LOG_OUTSIDE' });
  expect(read('none.log')).toMatchObject({ trouble: 'LOG_ABSENT' });
  expect(read('up')).toMatchObject({ trouble: 'LOG_UNREADABLE' });
  rmSync(logs, { recursive: true });
  expect(read()).toMatchObject({ trouble: 'LOG_ABSENT', detail_path: logs });
});

test('a directory of logs that is a link is followed: that is where they lie', () => {
  const { app, context, logs, root, send, write } = withLogs();
  write('app.log', 'there\n');
  symlinkSync('logs', join(root, 'link'));
  const moved = { ...app, row: { ...app.row, log_dir: join(root, 'link') } };
  const request: Request = { kind: 'readLog', targets };
  const { facts } = send(readLogStep.instruct({ ...context, app: moved, request }));
  expect(logTextFound(facts)).toMatchObject({ log: join(logs, 'app.log'), text: 'there\n' });
});

test('the name of a log may hold a date, and one that nothing is set for is told so', () => {
  const { app, context, read, send, write } = withLogs({ logfile: 'catalina.#%Y#.log' });
  write(`catalina.${new Date().getFullYear()}.log`, 'this year\n');
  expect(logTextFound(read()).text).toBe('this year\n');
  expect(logsOf(app)).toMatchObject({ log_before: 'catalina.', log_dated: '%Y', log_after: '.log' });
  const none = { ...app, row: {} };
  const request: Request = { kind: 'readLog', targets };
  expect(send(readLogStep.instruct({ ...context, app: none, request })).facts).toMatchObject({
    ...{ trouble: 'LOGS_UNSET', detail_app: app.appKey },
  });
});
