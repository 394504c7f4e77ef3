import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Secret } from '#shell';
import { createSsh } from '../createSsh.js';
import { descendants, freePort, startTestSshd, testOptions, type TestSshd, until } from '../sshd.fixture.js';
import type { SshClient } from '../ssh.js';
import type { SshOptions, SshLogin } from '../login/types.js';

let sshd: TestSshd;
const deadlineMs = 10_000;

beforeAll(async () => {
  sshd = await startTestSshd('127.0.0.33');
});
afterAll(() => sshd.stop());

async function withSsh<T>(work: (ssh: SshClient) => Promise<T>, options: Partial<SshOptions> = {}): Promise<T> {
  const ssh = createSsh(testOptions(options));
  try {
    return await work(ssh);
  } finally {
    await ssh.close();
  }
}
const visit = (target: SshLogin, options: Partial<SshOptions> = {}): Promise<string> =>
  withSsh(async (ssh) => (await ssh.run(target, { script: 'echo in', deadlineMs })).stdout, options);
const sessions = (of: TestSshd): number => descendants(of.pid).length;

const newKey = (name: string, passphrase: string): Secret => {
  const path = join(sshd.dir, name);
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', passphrase, '-f', path]);
  return new Secret(readFileSync(path, 'utf8'));
};

test('a key that is not let in is final, and so is one that cannot be read', async () => {
  const stranger = { ...sshd.target, privateKey: newKey('stranger', '') };
  await expect(visit(stranger)).rejects.toMatchObject({
    code: 'AUTHENTICATION',
    kind: 'failed',
    details: { host: sshd.target.label, user: sshd.target.user },
  });
  const locked = { ...sshd.target, privateKey: newKey('locked', 'word'), passphrase: new Secret('another') };
  await expect(visit(locked)).rejects.toMatchObject({ code: 'AUTHENTICATION' });
  await expect(visit({ ...sshd.target, privateKey: null })).rejects.toMatchObject({ code: 'AUTHENTICATION' });
});

test('a key with a passphrase lets in', async () => {
  const clientKey = join(sshd.dir, 'client');
  const locked = join(sshd.dir, 'client_locked');
  execFileSync('cp', [clientKey, locked]);
  execFileSync('ssh-keygen', ['-q', '-p', '-P', '', '-N', 'word', '-f', locked]);
  const privateKey = new Secret(readFileSync(locked, 'utf8'));
  expect(await visit({ ...sshd.target, privateKey, passphrase: new Secret('word') })).toBe('in\n');
});

test('who is not there is unreachable: refused, unknown name, silent', async () => {
  const port = await freePort('127.0.0.33');
  const reason = /ECONNREFUSED/;
  await expect(visit({ ...sshd.target, port })).rejects.toMatchObject({
    code: 'UNREACHABLE',
    kind: 'broken',
    details: { host: sshd.target.label, reason: expect.stringMatching(reason) as string },
  });
  await expect(visit({ ...sshd.target, address: 'x'.repeat(300) })).rejects.toMatchObject({
    code: 'UNREACHABLE',
  });
  await answering(
    (server) => server,
    async (silent) => expect(visit(silent, { connectTimeoutMs: 300 })).rejects.toMatchObject({ code: 'UNREACHABLE' }),
  );
});

test('a caller need not wait for the login to give up', () =>
  answering(
    (server) => server,
    (silent) =>
      withSsh(async (ssh) => {
        const running = ssh.run(silent, { deadlineMs, signal: AbortSignal.timeout(50) });
        await expect(running).rejects.toMatchObject({ code: 'CANCELLED' });
      }),
  ));

test('a server that hangs up before it speaks is tried again', async () => {
  let calls = 0;
  await answering(
    (server) => server.on('connection', (socket) => void ((calls += 1), socket.destroy())),
    async (rude) => expect(visit(rude)).rejects.toMatchObject({ code: 'UNREACHABLE' }),
  );
  expect(calls).toBe(4);
});

test('callers at the same time share one connection', () =>
  withSsh(async (ssh) => {
    const command = { script: 'echo $SSH_CONNECTION', deadlineMs };
    const results = await Promise.all(Array.from({ length: 8 }, () => ssh.run(sshd.target, command)));
    expect(new Set(results.map(({ stdout }) => stdout)).size).toBe(1);
  }));

test('another connection is opened when the channels of one are in use', () =>
  withSsh(
    async (ssh) => {
      const command = { script: 'sleep 0.3; echo $SSH_CONNECTION', deadlineMs };
      const results = await Promise.all(Array.from({ length: 4 }, () => ssh.run(sshd.target, command)));
      expect(new Set(results.map(({ stdout }) => stdout)).size).toBe(2);
    },
    { maxChannels: 2 },
  ));

test('callers queue when a target has connections enough', () =>
  withSsh(
    async (ssh) => {
      const command = { script: 'sleep 0.1; echo $SSH_CONNECTION', deadlineMs };
      const results = await Promise.all(Array.from({ length: 20 }, () => ssh.run(sshd.target, command)));
      expect(results.every(({ exitCode }) => exitCode === 0)).toBe(true);
      expect(new Set(results.map(({ stdout }) => stdout)).size).toBe(8);
    },
    { maxChannels: 1 },
  ));

test('a server that allows fewer channels than we thought serves everyone all the same', async () => {
  const narrow = await startTestSshd('127.0.0.33', ['MaxSessions 2']);
  try {
    await withSsh(async (ssh) => {
      const command = { script: 'sleep 0.3; echo ok', deadlineMs };
      const results = await Promise.all(Array.from({ length: 6 }, () => ssh.run(narrow.target, command)));
      expect(results.map(({ stdout }) => stdout)).toEqual(Array(6).fill('ok\n'));
      // The way to end a command needs a channel as well.
      const stuck = Array.from({ length: 2 }, () => ssh.run(narrow.target, { script: 'sleep 60', deadlineMs: 300 }));
      for (const result of await Promise.all(stuck))
        expect(result).toMatchObject({ timedOut: true, signal: 'SIGTERM' });
    });
  } finally {
    await narrow.stop();
  }
});

test('a server that allows no channel is unreachable', async () => {
  const shut = await startTestSshd('127.0.0.33', ['MaxSessions 0']);
  try {
    await expect(visit(shut.target)).rejects.toMatchObject({ code: 'UNREACHABLE' });
  } finally {
    await shut.stop();
  }
});

test('an idle connection is closed, and closing leaves none behind', async () => {
  await withSsh(
    async (ssh) => {
      await ssh.run(sshd.target, { deadlineMs });
      await until(() => sessions(sshd) === 0);
      await ssh.run(sshd.target, { deadlineMs });
    },
    { idleMs: 50 },
  );
  const ssh = createSsh(testOptions());
  const running = ssh.run(sshd.target, { script: 'sleep 2', deadlineMs });
  await until(() => sessions(sshd) > 0);
  await ssh.close();
  await Promise.allSettled([running]);
  await until(() => sessions(sshd) === 0);
  await expect(ssh.run(sshd.target, { deadlineMs })).rejects.toMatchObject({ code: 'SHUTTING_DOWN' });
});

test('a host is reached through another, and not without', async () => {
  const inner = await startTestSshd('127.0.0.34');
  try {
    const target = { ...inner.target, jump: sshd.target };
    await withSsh(async (ssh) => {
      const { stdout } = await ssh.run(target, { script: 'echo $SSH_CONNECTION', deadlineMs });
      expect(stdout).toContain(` 127.0.0.34 ${inner.target.port}`);
      expect(sessions(sshd)).toBeGreaterThan(0);
    });
    const port = await freePort('127.0.0.33');
    await expect(visit({ ...target, jump: { ...sshd.target, port } })).rejects.toMatchObject({ code: 'UNREACHABLE' });
    await expect(visit({ ...target, port: await freePort('127.0.0.34') })).rejects.toMatchObject({
      code: 'UNREACHABLE',
      details: { host: inner.target.label, reason: expect.stringContaining(`through ${sshd.target.label}`) as string },
    });
  } finally {
    await inner.stop();
  }
});

/** A server that is no sshd, for as long as the work takes. */
async function answering(behave: (server: Server) => Server, work: (target: SshLogin) => Promise<void>): Promise<void> {
  const server = behave(createServer());
  const port = await freePort('127.0.0.33');
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.33', resolve));
  try {
    await work({ ...sshd.target, port });
  } finally {
    server.close();
  }
}
