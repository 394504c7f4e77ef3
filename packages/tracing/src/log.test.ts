import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';

/** As it is built: a process of its own reads no TypeScript. */
const log = new URL('../../../dist/packages/tracing/src/log.js', import.meta.url).href;

/** A process that logs more than a pipe holds, and ends; its standard output is `read`, or kept and never looked at, or closed. */
async function ending(
  then: 'read' | 'keep' | 'close',
  together: boolean,
): Promise<{ end: number | string | null; lines: number }> {
  const settings = {
    name: 'test',
    level: 'info',
    ...(together ? { together: { minLength: 4096, periodicFlush: 100 } } : {}),
  };
  const text = `
    const { createLog, endLogged } = await import(${JSON.stringify(log)});
    const log = createLog(${JSON.stringify(settings)});
    for (let n = 0; n < 2000; n++) log.info({ n, text: 'x'.repeat(200) }, 'line');
    await endLogged(log);
  `;
  const child = spawn(process.execPath, ['--input-type=module', '-e', text], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  if (then === 'read') child.stdout.setEncoding('utf8').on('data', (part: string) => (said += part));
  if (then === 'close') child.stdout.destroy();
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
  if (then === 'read' && !child.stdout.readableEnded) await once(child.stdout, 'end');
  child.stdout.destroy();
  return { end: code ?? signal, lines: said.split('\n').length - 1 };
}

test.each([true, false])('all lines are written before the end (together: %s)', async (together) => {
  expect(await ending('read', together)).toEqual({ end: 0, lines: 2000 });
});

test.each([true, false])(
  'a reader that reads no more keeps no process from ending (together: %s)',
  async (together) => {
    expect((await ending('keep', together)).end).toBe('SIGKILL');
  },
);

test.each([true, false])('nor does one that has gone (together: %s)', async (together) => {
  expect((await ending('close', together)).end).toBe(0);
});
