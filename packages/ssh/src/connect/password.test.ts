import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ssh2, { type AuthContext } from 'ssh2';
import { expect, test } from 'vitest';
import { Secret } from '#shell';
import { createSsh } from '../createSsh.js';
import { testOptions } from '../sshd.fixture.js';
import type { SshLogin } from '../login/types.js';

/** A server of this process, since the password of a real account is nothing a test may know. */
async function withServer(
  judge: (context: AuthContext) => void,
  work: (target: SshLogin) => Promise<void>,
): Promise<void> {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const hostKeys = [privateKey.export({ type: 'pkcs1', format: 'pem' })];
  const server = new ssh2.Server({ hostKeys }, (client) => {
    client.on('error', () => undefined);
    client.on('authentication', judge);
    client.on('session', (accept) =>
      accept().on('exec', (acceptExec) => {
        const stream = acceptExec();
        stream.write('@rexflow 7\nin');
        stream.exit(0);
        stream.end();
      }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const password = new Secret('pass');
  const bound = server.address();
  const credentials = { privateKey: null, passphrase: null, password, agent: null };
  const place = {
    address: '127.0.0.1',
    port: typeof bound === 'object' && bound ? bound.port : 0,
    jump: null,
    knownHosts: null,
  };
  try {
    await work({ ...place, ...credentials, user: 'ann', hostKeys: 'first-contact', label: 'in-process host' });
  } finally {
    await new Promise<void>((resolve) => server.close(() => resolve()));
  }
}

async function visit(target: SshLogin, connectTimeoutMs = 5_000): Promise<string> {
  const ssh = createSsh(testOptions({ connectTimeoutMs }));
  try {
    return (await ssh.run(target, { deadlineMs: 5_000 })).stdout;
  } finally {
    await ssh.close();
  }
}

test('a password lets in', () =>
  withServer(
    (context) => {
      const isRight = context.method === 'password' && context.username === 'ann' && context.password === 'pass';
      if (isRight) context.accept();
      else context.reject(['password']);
    },
    async (target) => {
      expect(await visit(target)).toBe('in');
      const wrong = { ...target, password: new Secret('wrong') };
      await expect(visit(wrong)).rejects.toMatchObject({ code: 'AUTHENTICATION' });
    },
  ));

test('a password lets in where the server asks for it in its own words', () =>
  withServer(
    (context) => {
      if (context.method !== 'keyboard-interactive') return context.reject(['keyboard-interactive']);
      context.prompt([{ prompt: 'Password: ', echo: false }], (answers) => {
        if (answers[0] === 'pass') context.accept();
        else context.reject();
      });
    },
    async (target) => expect(await visit(target)).toBe('in'),
  ));

const sized = (content: Buffer): Buffer => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  return Buffer.concat([length, content]);
};

/** An agent that holds a key, and answers whoever wants a signature by it as it is told: with nothing at all for null. */
async function withAgent(onSign: Buffer | null, work: (path: string) => Promise<void>): Promise<void> {
  const key = ssh2.utils.parseKey(ssh2.utils.generateKeyPairSync('ed25519').public) as ssh2.ParsedKey;
  const list = Buffer.concat([Buffer.of(12, 0, 0, 0, 1), sized(key.getPublicSSH()), sized(Buffer.from('a key'))]);
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket.on('error', () => undefined));
    socket.once('data', (asked: Buffer) => {
      const answer = asked[4] === 11 ? sized(list) : onSign;
      if (answer) socket.end(answer);
    });
  });
  const path = join(tmpdir(), `rexflow-agent-${randomUUID()}`);
  await new Promise<void>((resolve) => server.listen(path, resolve));
  try {
    await work(path);
  } finally {
    for (const socket of sockets) socket.destroy();
    server.close();
    rmSync(path, { force: true });
  }
}

test.each<[how: string, onSign: Buffer | null, connectTimeoutMs: number, reason: string]>([
  ['refuses', Buffer.of(0, 0, 0, 1, 5), 5_000, 'it refused'],
  ['says nothing', null, 6_000, ''],
])('a password lets in behind an agent that %s to sign', (_how, onSign, connectTimeoutMs, reason) =>
  withServer(
    (context) => {
      const isRight = context.method === 'password' && context.password === 'pass';
      if (context.method === 'publickey' || isRight) context.accept();
      else context.reject(['publickey', 'password']);
    },
    (target) =>
      withAgent(onSign, async (agent) => {
        const login = { ...target, agent };
        expect(await visit(login, connectTimeoutMs)).toBe('in');
        if (onSign === null) return;
        const wrong = visit({ ...login, password: new Secret('wrong') }, connectTimeoutMs);
        await expect(wrong).rejects.toMatchObject({
          code: 'AUTHENTICATION',
          details: { reason: expect.stringContaining(`of the agent at ${agent}: ${reason}`) as string },
        });
        const alone = visit({ ...login, password: null }, connectTimeoutMs);
        await expect(alone).rejects.toMatchObject({ code: 'SSH_AGENT_FAILED', details: { path: agent, reason } });
      }),
  ),
);
