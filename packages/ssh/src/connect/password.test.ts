import { generateKeyPairSync } from 'node:crypto';
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

async function visit(target: SshLogin): Promise<string> {
  const ssh = createSsh(testOptions());
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
