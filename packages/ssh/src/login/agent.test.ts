import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { Secret } from '#shell';
import { createSsh } from '../createSsh.js';
import { startTestSshd, testOptions, type TestSshd, until } from '../sshd.fixture.js';
import type { SshLogin } from './types.js';

let sshd: TestSshd;
const agents: ChildProcess[] = [];
let started = 0;

const at = (name: string): string => join(sshd.dir, name);
const publicKey = (name: string): string => readFileSync(at(`${name}.pub`), 'utf8');

function makeKey(name: string, type = 'ed25519'): void {
  execFileSync('ssh-keygen', ['-q', '-t', type, '-N', '', '-C', name, '-f', at(name)]);
}

beforeAll(async () => {
  sshd = await startTestSshd('127.0.0.37');
  for (const type of ['rsa', 'ecdsa']) makeKey(`let_in_${type}`, type);
  for (const type of ['rsa', 'ecdsa']) appendFileSync(at('authorized_keys'), publicKey(`let_in_${type}`));
  for (const name of ['stranger', 'ca', 'certified']) makeKey(name);
  execFileSync('ssh-keygen', ['-q', '-s', at('ca'), '-I', 'deploy', '-n', sshd.target.user, at('certified.pub')]);
});
afterEach(() => {
  for (const agent of agents.splice(0)) agent.kill('SIGKILL');
});
afterAll(() => sshd.stop());

/** A real agent that holds some keys, as the path of its socket. */
async function agentWith(...keys: string[]): Promise<string> {
  const path = at(`agent${started++}`);
  const child = spawn('ssh-agent', ['-D', '-a', path], { stdio: 'ignore' });
  agents.push(child);
  await until(() => existsSync(path));
  const env = { ...process.env, SSH_AUTH_SOCK: path };
  for (const key of keys) execFileSync('ssh-add', ['-q', at(key)], { env, stdio: 'ignore' });
  return path;
}

async function visit(target: Partial<SshLogin>, connectTimeoutMs = 5_000): Promise<string> {
  const ssh = createSsh(testOptions({ connectTimeoutMs }));
  try {
    const login: SshLogin = { ...sshd.target, privateKey: null, ...target };
    return (await ssh.run(login, { script: 'echo in', deadlineMs: 10_000 })).stdout;
  } finally {
    await ssh.close();
  }
}

test.each(['client', 'let_in_rsa', 'let_in_ecdsa'])(
  'the key %s of an agent lets in, behind one that does not',
  async (key) => {
    expect(await visit({ agent: await agentWith('stranger', key) })).toBe('in\n');
  },
);

test('a key of the agent that is not let in is told as such', async () => {
  const agent = await agentWith('stranger');
  await expect(visit({ agent })).rejects.toMatchObject({ code: 'AUTHENTICATION' });
});

test('an agent that is of no use is told, where nothing else is to log in with', async () => {
  const reasonOf = async (agent: string, patience?: number): Promise<unknown> => {
    const thrown: unknown = await visit({ agent }, patience).catch((error: unknown) => error);
    expect(thrown).toMatchObject({ code: 'SSH_AGENT_FAILED', details: { path: agent } });
    return (thrown as { details: { reason: string } }).details.reason;
  };
  expect(await reasonOf(at('nobody'))).toContain('ENOENT');
  expect(await reasonOf(await agentWith())).toContain('holds no key');
  const saying = async (answer: Buffer | null, patience?: number): Promise<unknown> => {
    const path = at(`false${started++}`);
    const sockets: Socket[] = [];
    const server = createServer((socket) => {
      sockets.push(socket.on('error', () => undefined));
      // Once it was asked: what is closed with something unread in it ends in an error of its own.
      if (answer) socket.once('data', () => socket.end(answer));
    });
    await new Promise<void>((resolve) => server.listen(path, resolve));
    try {
      return await reasonOf(path, patience);
    } finally {
      for (const socket of sockets) socket.destroy();
      server.close();
    }
  };
  expect(await saying(Buffer.from('HTTP/1.1 400'))).toBe('what answers there is no agent');
  expect(await saying(Buffer.of(0, 0, 0, 1, 5))).toBe('it refused');
  expect(await saying(Buffer.of(0, 0, 0, 9, 12))).toBe('it closed the connection');
  // It says that it has keys, and ends in the middle of the first.
  expect(await saying(Buffer.of(0, 0, 0, 9, 12, 0, 0, 0, 7, 0, 0, 9, 9))).toMatch(
    /ends in the middle|out of range|outside buffer/i,
  );
  expect(await saying(null, 300)).toBe('it said nothing for 0.3 s');
});

test('an agent that is away stands in the way of no key, and is told where that does not get in', async () => {
  expect(await visit({ agent: at('nobody'), privateKey: sshd.target.privateKey })).toBe('in\n');
  const privateKey = new Secret(readFileSync(at('stranger'), 'utf8'));
  await expect(visit({ agent: at('nobody'), privateKey })).rejects.toMatchObject({
    code: 'AUTHENTICATION',
    details: { reason: expect.stringMatching(/of the agent at .*ENOENT/) as string },
  });
});

test('a certificate that lets ssh in is refused by name, and stands in the way of no plain key', async () => {
  writeFileSync(at('none'), '');
  const trusting = await startTestSshd('127.0.0.37', [
    `TrustedUserCAKeys ${at('ca.pub')}`,
    `AuthorizedKeysFile ${at('none')}`,
  ]);
  try {
    const { address, port, user } = trusting.target;
    const agent = await agentWith('certified');
    const options = [
      'StrictHostKeyChecking=no',
      'UserKnownHostsFile=/dev/null',
      'BatchMode=yes',
      `IdentityAgent=${agent}`,
    ];
    const words = [
      '-F',
      'none',
      '-q',
      ...options.flatMap((one) => ['-o', one]),
      '-p',
      String(port),
      `${user}@${address}`,
    ];
    expect(execFileSync('ssh', [...words, 'echo in'], { encoding: 'utf8' })).toBe('in\n');
    await expect(visit({ ...trusting.target, privateKey: null, agent })).rejects.toMatchObject({
      code: 'LOGIN_CERTIFICATE',
      details: { path: agent, certificates: ['certified'] },
    });
  } finally {
    await trusting.stop();
  }
  expect(await visit({ agent: await agentWith('certified', 'client') })).toBe('in\n');
});
