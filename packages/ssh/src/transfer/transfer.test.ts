import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createSsh } from '../createSsh.js';
import { descendants, startTestSshd, testOptions, type TestSshd, until, whileHeldUp } from '../sshd.fixture.js';
import type { TransferOptions } from './transferOptions.js';
import type { SshClient } from '../ssh.js';
import { tree, write } from './tree.fixture.js';

const deadlineMs = 20_000;
const oddNames = ['a b', "it's", '"$HOME"', 'new\nline', '`id`', '-rf', '*', 'ümläut', 'back\\slash', '#x;y&z'];
let ssh: SshClient;
let area: string;
let place: string;
let counter = 0;

beforeAll(() => {
  area = mkdtempSync(join(tmpdir(), 'rexflow-carry-'));
  ssh = createSsh(testOptions());
});
beforeEach(() => {
  place = join(area, String((counter += 1)));
  mkdirSync(place);
});
afterAll(async () => {
  await ssh.close();
  rmSync(area, { recursive: true, force: true });
});

describe.each([
  ['rsync', '127.0.0.35'],
  ['tar', '127.0.0.36'],
] as const)('by %s', (method, address) => {
  let sshd: TestSshd;
  let target: TestSshd['target'];
  beforeAll(async () => {
    const bare = join(area, 'bin');
    mkdirSync(bare, { recursive: true });
    for (const name of ['tar', 'mkdir', 'rm', 'dd', 'sh', 'sleep'])
      if (!existsSync(join(bare, name))) symlinkSync(`/bin/${name}`, join(bare, name));
    sshd = await startTestSshd(address, method === 'tar' ? [`SetEnv SHLVL=1 PATH=${bare}`] : []);
    target = sshd.target;
  });
  afterAll(() => sshd.stop());
  const carry = (options: Partial<TransferOptions> & Pick<TransferOptions, 'direction' | 'local' | 'remote'>) =>
    ssh.transfer(target, { deadlineMs, ...options });

  test.each(['push', 'pull'] as const)('%s brings a tree over as it is, whatever the names', async (direction) => {
    const from = join(place, `from ${oddNames.join(' ')}`.replaceAll('/', ''));
    for (const name of oddNames) write(join(from, name, name), `content of ${name}`);
    write(join(from, 'program'), '#!/bin/sh');
    chmodSync(join(from, 'program'), 0o751);
    symlinkSync('a b', join(from, 'link'));
    symlinkSync('/nowhere', join(from, 'dangling'));
    mkdirSync(join(from, 'empty'));
    const to = join(place, 'parent', `to ${oddNames.join(' ')}`.replaceAll('/', ''));
    const [local, remote] = direction === 'push' ? [from, to] : [to, from];
    const result = await carry({ direction, local, remote });
    expect(tree(to)).toEqual(tree(from));
    expect(result.method).toBe(method);
    expect(result.bytes).toBeGreaterThan(100);
    expect(result.durationMs).toBeGreaterThan(0);
  });

  test.each(['push', 'pull'] as const)('%s keeps what is there, or removes it when asked to', async (direction) => {
    const [from, to] = [join(place, 'from'), join(place, 'to')];
    write(join(from, 'new'), 'new');
    write(join(to, 'old'), 'old');
    write(join(to, '.hidden/old'), 'old');
    const [local, remote] = direction === 'push' ? [from, to] : [to, from];
    await carry({ direction, local, remote });
    expect(Object.keys(tree(to))).toEqual(['.hidden', '.hidden/old', 'new', 'old']);
    await carry({ direction, local, remote, delete: true });
    expect(tree(to)).toEqual(tree(from));
  });

  test.each(['push', 'pull'] as const)('%s carries only what is listed', async (direction) => {
    const [from, to] = [join(place, 'from'), join(place, 'to')];
    for (const name of ['one', 'new\nline', 'sub/two', 'sub/other', 'rest']) write(join(from, name), name);
    const [local, remote] = direction === 'push' ? [from, to] : [to, from];
    await carry({ direction, local, remote, only: ['one', 'new\nline', 'sub/two'] });
    expect(Object.keys(tree(to))).toEqual(['new\nline', 'one', 'sub', 'sub/two']);
    const missing = carry({ direction, local, remote, only: ['one', 'not-there'] });
    await expect(missing).rejects.toMatchObject({
      code: 'TRANSFER_FAILED',
      message: expect.stringContaining('not-there') as string,
    });
    for (const path of ['../outside', '/etc/passwd', 'sub/../../x']) {
      const out = carry({ direction, local, remote, only: [path] });
      await expect(out).rejects.toMatchObject({
        code: 'TRANSFER_FAILED',
        message: expect.stringContaining(path) as string,
      });
    }
  });

  test('a pull that comes in faster than it can be written comes in whole', async () => {
    const [from, to] = [join(place, 'from'), join(place, 'to')];
    write(join(from, 'big'), '');
    truncateSync(join(from, 'big'), 2 ** 26);
    await carry({ direction: 'pull', local: to, remote: from });
    expect(statSync(join(to, 'big')).size).toBe(2 ** 26);
  });

  test('a source that is not there is named', async () => {
    const remote = join(place, 'to');
    const gone = carry({ direction: 'push', local: join(place, 'gone'), remote });
    await expect(gone).rejects.toMatchObject({
      code: 'TRANSFER_FAILED',
      message: expect.stringContaining('gone') as string,
    });
    const goneThere = carry({ direction: 'pull', local: join(place, 'in'), remote: join(place, 'gone-too') });
    await expect(goneThere).rejects.toMatchObject({
      code: 'TRANSFER_FAILED',
      message: expect.stringContaining('gone-too') as string,
    });
  });

  test('a remote side that has ended before anyone here looks has said why all the same', async () => {
    const guard = "printf '%s\\n' trouble=HOST_BUSY detail_path=/busy >&2; exit 1";
    await whileHeldUp(async () => {
      const held = carry({ direction: 'push', local: place, remote: join(place, 'to'), guard });
      await expect(held).rejects.toMatchObject({ code: 'HOST_BUSY' });
    });
  });

  test('a destination that cannot be written fails', async () => {
    write(join(place, 'from/file'), 'x');
    write(join(place, 'file'), 'in the way');
    const local = join(place, 'from');
    await expect(carry({ direction: 'push', local, remote: join(place, 'file') })).rejects.toMatchObject({
      code: 'TRANSFER_FAILED',
    });
    await expect(carry({ direction: 'push', local, remote: '/proc/sys' })).rejects.toMatchObject({
      kind: 'failed',
      code: expect.stringMatching(/NOT_WRITABLE|TRANSFER_FAILED/) as string,
    });
  });

  test.each(['deadline', 'abort', 'lost'] as const)('%s ends it on both sides', async (way) => {
    const from = join(place, 'from');
    write(join(from, 'big'), '');
    truncateSync(join(from, 'big'), 20 * 2 ** 30);
    const to = join(place, 'to');
    const control = new AbortController();
    const before = descendants(process.pid);
    const running = carry({
      direction: 'push',
      local: from,
      remote: to,
      deadlineMs: way === 'deadline' ? 400 : deadlineMs,
      signal: control.signal,
    });
    const outcome = expect(running).rejects.toMatchObject({
      code: { deadline: 'DEADLINE', abort: 'CANCELLED', lost: 'CONNECTION_LOST' }[way],
    });
    const arrived = (): boolean => existsSync(to) && readdirSync(to).some((name) => statSync(join(to, name)).size > 0);
    await until(arrived);
    if (way === 'abort') control.abort();
    if (way === 'lost') for (const pid of descendants(sshd.pid)) kill(pid);
    await outcome;
    await until(() => !descendants(process.pid).some((pid) => !before.includes(pid) && isCarrying(pid)));
    await until(() => !descendants(sshd.pid).some(isCarrying));
    rmSync(place, { recursive: true, force: true });
  });

  test('a caller who has given up already carries nothing', async () => {
    write(join(place, 'from/file'), 'x');
    const remote = join(place, 'to');
    const given = carry({ direction: 'push', local: join(place, 'from'), remote, signal: AbortSignal.abort() });
    await expect(given).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(existsSync(remote)).toBe(false);
  });

  if (method === 'tar') return;

  test.each(['push', 'pull'] as const)(
    '%s copies unchanged files of an earlier tree instead of sending them',
    async (direction) => {
      const [from, before, to] = [join(place, 'from'), join(place, 'before'), join(place, 'to')];
      const content = 'x'.repeat(500_000);
      for (const at of [from, before]) write(join(at, 'same'), content);
      write(join(from, 'changed'), 'new');
      const [local, remote] = direction === 'push' ? [from, to] : [to, from];
      const { bytes } = await carry({ direction, local, remote, copyDest: [join(place, 'never-was'), before] });
      expect(bytes).toBeLessThan(5_000);
      expect(tree(to)).toEqual(tree(from));
      // A copy, not a link: a program that writes in place must not change the release one may go back to.
      expect(statSync(join(to, 'same')).ino).not.toBe(statSync(join(before, 'same')).ino);
      const full = await carry({
        direction,
        local: join(place, 'a'),
        remote: direction === 'push' ? join(place, 'b') : from,
        ...(direction === 'push' ? { local } : {}),
      });
      expect(full.bytes).toBeGreaterThan(500_000);
    },
  );

  test('contents are compared when asked to, where size and time say nothing', async () => {
    const [local, remote] = [join(place, 'from'), join(place, 'to')];
    write(join(local, 'file'), 'right');
    write(join(remote, 'file'), 'wrong');
    await carry({ direction: 'push', local, remote });
    expect(readFileSync(join(remote, 'file'), 'utf8')).toBe('wrong');
    await carry({ direction: 'push', local, remote, checksum: true });
    expect(readFileSync(join(remote, 'file'), 'utf8')).toBe('right');
  });
});

function isCarrying(pid: number): boolean {
  try {
    return /^(env|rsync|tar|cat)\0/.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8'));
  } catch {
    return false;
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // Ended by itself.
  }
}
