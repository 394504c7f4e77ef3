import { once } from 'node:events';
import { existsSync, watch } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { runInit } from './runInit.js';
import { plantTree, scratch, trouble } from '../scratch.js';

const env = { PATH: '/usr/local/bin:/usr/bin:/bin', LANG: 'C.UTF-8' };
const init = { name: 'local_pro_cmd', of: 'server', env, timeoutMs: 20_000 } as const;

/** True when the process named in the file runs; if so it is ended now, so that a failing test leaves nothing. */
async function stillRuns(pidFile: string): Promise<boolean> {
  const pid = Number(await readFile(pidFile, 'utf8'));
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => 'State: X');
  // A zombie that nobody has waited for yet does not run any more.
  if (/^State:\s+[ZX]/m.test(status)) return false;
  process.kill(pid, 'SIGKILL');
  return true;
}

async function appears(file: string, dir: string): Promise<void> {
  const changes = watch(dir);
  onTestFinished(() => changes.close());
  while (!existsSync(file)) await once(changes, 'change');
}

test('a command runs in its directory, over several lines, with nothing to read', async () => {
  const cwd = await plantTree(await scratch(), { 'config.properties': 'version=1\n' });
  const command = `# raise the version\nsed -i "s/version=.*/version=$((1 + 1))/" config.properties\ncat\necho 'it''s done' >&2`;
  expect(await runInit({ ...init, command, cwd })).toEqual({ output: 'its done' });
  expect(await readFile(join(cwd, 'config.properties'), 'utf8')).toBe('version=2\n');
  expect(await runInit({ ...init, command: '# nothing to do', cwd })).toEqual({ output: '' });
});

test('it finds the variables that it is given and no others', async () => {
  const { output } = await runInit({
    ...init,
    command: 'env | grep -vE "^(PWD|SHLVL|OLDPWD|_)=" | sort',
    cwd: await scratch(),
  });
  expect(output).toBe('LANG=C.UTF-8\nPATH=/usr/local/bin:/usr/bin:/bin');
});

test('a failure carries its status and the end of its output', async () => {
  const cwd = await scratch();
  const failed = runInit({ ...init, cwd, command: 'seq 100000; echo 错误; exit 3' });
  await expect(failed).rejects.toMatchObject(
    trouble('INIT_COMMAND_FAILED', { command: 'local_pro_cmd', of: 'server', status: 3 }),
  );
  const { details } = (await failed.catch((thrown: unknown) => thrown)) as { details: { output: string } };
  expect(details.output).toMatch(/\n100000\n错误$/);
  expect(Buffer.byteLength(details.output)).toBeLessThanOrEqual(4096);
  expect(Buffer.byteLength(details.output)).toBeGreaterThan(4000);
  const syntax = runInit({ ...init, cwd, command: 'if true' });
  await expect(syntax).rejects.toMatchObject(trouble('INIT_COMMAND_FAILED', { status: 2 }));
  const killed = runInit({ ...init, cwd, command: 'kill -9 $$' });
  await expect(killed).rejects.toMatchObject(trouble('INIT_COMMAND_FAILED', { status: 'SIGKILL' }));
  const nowhere = runInit({ ...init, cwd: join(cwd, 'gone'), command: 'true' });
  await expect(nowhere).rejects.toMatchObject(trouble('TREE_MISSING'));
});

test('the deadline ends grandchildren too, even those that do not listen', async () => {
  const cwd = await scratch();
  const command = `mkfifo fifo; echo begun; sh -c 'trap "" TERM; echo $$ > pid; while :; do read x < fifo; done' & wait`;
  const late = runInit({ ...init, command, cwd, timeoutMs: 400 });
  await expect(late).rejects.toMatchObject(trouble('DEADLINE', { seconds: 0.4, output: 'begun' }));
  expect(await stillRuns(join(cwd, 'pid'))).toBe(false);
});

test('an abort ends the group and rejects with its reason', async () => {
  const cwd = await scratch();
  const stop = new AbortController();
  const reason = new Error('cancelled');
  const command = `sh -c 'echo $$ > pid.part; mv pid.part pid; exec sleep 60' & wait`;
  const running = runInit({ ...init, command, cwd, signal: stop.signal });
  const refused = expect(running).rejects.toBe(reason);
  await appears(join(cwd, 'pid'), cwd);
  stop.abort(reason);
  await refused;
  expect(await stillRuns(join(cwd, 'pid'))).toBe(false);
});

test('what a command leaves in the background neither holds it up nor outlives it', async () => {
  const cwd = await scratch();
  const command = `sh -c 'echo $$ > pid; exec sleep 60' & while [ ! -s pid ]; do :; done; echo done`;
  expect(await runInit({ ...init, command, cwd })).toEqual({ output: 'done' });
  expect(await stillRuns(join(cwd, 'pid'))).toBe(false);
});
