import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runAllowed } from './runAllowed.js';
import { scratch } from '../scratch.js';

const env = { PATH: '/usr/bin:/bin' };

async function run(argv: readonly string[], more: Partial<Parameters<typeof runAllowed>[0]> = {}) {
  const lines: string[] = [];
  const ended = await runAllowed({
    ...{ argv, env, cwd: '/', timeoutMs: 20_000, onLine: (line) => lines.push(line) },
    ...more,
  });
  return { ...ended, lines };
}

test('words reach the program as they are: no shell sees them', async () => {
  const odd = ['a b', '$(touch x)', "it's", '"', '', '-n', ';', '*'];
  expect(await run(['printf', '<%s>\\n', ...odd])).toMatchObject({
    ...{ status: 0, late: false },
    lines: odd.map((word) => `<${word}>`),
  });
});

test('it finds the variables that it is given and no others, and its place', async () => {
  const cwd = await scratch();
  const { lines } = await run(['env'], { env: { ...env, REXFLOW_HOOK: 'migrate' } });
  expect(lines.map((line) => line.split('=')[0]).sort()).toEqual(
    ['OLDPWD', 'PATH', 'PWD', 'REXFLOW_HOOK'].filter(
      (one) => one !== 'OLDPWD' || lines.some((line) => line.startsWith('OLDPWD')),
    ),
  );
  expect((await run(['pwd'], { cwd })).lines).toEqual([cwd]);
});

test.each([
  [['sh', '-c', 'echo no table >&2; exit 3'], 3, 'no table'],
  [['no-such-program'], 127, 'no-such-program'],
  [['/'], 126, ''],
])('%j ends with status %i', async (argv, status, text) => {
  const ended = await run(argv);
  expect(ended).toMatchObject({ status, late: false });
  expect(ended.end).toContain(text);
});

test('one that does not end is ended with all it started', async () => {
  const cwd = await scratch();
  const argv = ['sh', '-c', 'trap "" TERM; sleep 1000 & echo $! >pid; wait; sleep 1000'];
  expect(await run(argv, { cwd, timeoutMs: 300 })).toMatchObject({ late: true });
  const pid = (await readFile(join(cwd, 'pid'), 'utf8')).trim();
  const stat = existsSync(`/proc/${pid}/stat`) ? await readFile(`/proc/${pid}/stat`, 'utf8') : ' Z';
  expect(stat).toContain(' Z');
});

test('a long line comes in pieces', async () => {
  const { lines } = await run(['sh', '-c', 'head -c 20000 /dev/zero | tr "\\0" x']);
  expect(lines.map(({ length }) => length)).toEqual([8192, 8192, 3616]);
});
