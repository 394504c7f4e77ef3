import { readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import ssh2 from 'ssh2';
import { createSsh } from '../createSsh.js';
import { fingerprint } from '../hostKeys/publicKey.js';
import { freePort, keysInMemory, startTestSshd, testOptions, type TestSshd } from '../sshd.fixture.js';
import type { SshClient } from '../ssh.js';
import type { HostKeys, SshLogin } from '../login/types.js';

let sshd: TestSshd;
let jump: TestSshd;
const open: SshClient[] = [];
beforeAll(async () => {
  [sshd, jump] = await Promise.all([
    startTestSshd('127.0.0.33', [], ['ed25519', 'ecdsa', 'rsa']),
    startTestSshd('127.0.0.34'),
  ]);
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((ssh) => ssh.close()));
});
afterAll(async () => {
  await Promise.all([sshd.stop(), jump.stop()]);
});

const client = (keys: HostKeys = keysInMemory()): SshClient => {
  const ssh = createSsh(testOptions({ keys }));
  open.push(ssh);
  return ssh;
};
const ownKey = ({ dir }: TestSshd, type: string): string =>
  readFileSync(join(dir, `host_${type}.pub`), 'utf8')
    .split(' ')
    .slice(0, 2)
    .join(' ');
const place = ({ target: { address, port } }: TestSshd): string => `${address}:${port}`;

test('a scan shows a key of each kind, the one a login would meet first, and records nothing', async () => {
  const keys = keysInMemory();
  const stranger: SshLogin = { ...sshd.target, user: 'nobody-there', privateKey: null };
  expect(await client(keys).scanHostKeys(stranger)).toEqual({
    shown: [ownKey(sshd, 'ed25519'), ownKey(sshd, 'ecdsa'), ownKey(sshd, 'rsa')],
    inFile: { good: [], revoked: [] },
  });
  expect(keys.kept).toEqual({});
  const known = keysInMemory({ [place(sshd)]: [ownKey(sshd, 'rsa')] });
  expect((await client(known).scanHostKeys(sshd.target)).shown[0]).toBe(ownKey(sshd, 'rsa'));
});

test('what is known decides nothing: also a changed key is shown', async () => {
  const known = keysInMemory({ [place(sshd)]: [ownKey(jump, 'ed25519')] });
  expect((await client(known).scanHostKeys(sshd.target)).shown).toContain(ownKey(sshd, 'ed25519'));
});

test('a host behind a jump host is scanned through it, once the key of the jump host is known', async () => {
  const target: SshLogin = { ...sshd.target, jump: { ...jump.target, hostKeys: 'recorded' } };
  await expect(client().scanHostKeys(target)).rejects.toMatchObject({
    code: 'HOST_KEY_UNKNOWN',
    details: { host: jump.target.label, seen: fingerprint(jump.hostKey) },
  });
  const keys = keysInMemory({ [place(jump)]: [jump.hostKey] });
  expect((await client(keys).scanHostKeys(target)).shown).toContain(ownKey(sshd, 'ed25519'));
});

test('what does not answer, and what is no sshd, cannot be reached', async () => {
  const port = await freePort('127.0.0.35');
  const nobody: SshLogin = { ...sshd.target, address: '127.0.0.35', port };
  await expect(client().scanHostKeys(nobody)).rejects.toMatchObject({ code: 'UNREACHABLE' });
  const talker = createServer((socket) => socket.resume().end('HTTP/1.1 400 Bad Request\r\n\r\n')).listen(
    0,
    '127.0.0.35',
  );
  await new Promise((resolve) => talker.once('listening', resolve));
  const other: SshLogin = { ...nobody, port: (talker.address() as AddressInfo).port };
  await expect(client().scanHostKeys(other)).rejects.toMatchObject({ code: 'UNREACHABLE' });
  await new Promise((resolve) => talker.close(resolve));
});

test('a host that shows the key of another one without having it is not taken at its word', async () => {
  // The file of its private key names that of sshd as the public one.
  const own = ssh2.utils.generateKeyPairSync('ed25519');
  const publicPart = (key: string): string =>
    Buffer.from(key.split(' ')[1]!, 'base64').subarray(-32).toString('latin1');
  const [head, ...text] = own.private.trim().split('\n');
  const whole = Buffer.from(text.slice(0, -1).join(''), 'base64').toString('latin1');
  const forged = whole.replaceAll(publicPart(own.public), publicPart(ownKey(sshd, 'ed25519')));
  const pem = [head, Buffer.from(forged, 'latin1').toString('base64'), text.at(-1)].join('\n');
  const server = new ssh2.Server({ hostKeys: [pem] }, (caller) => {
    caller.on('error', () => undefined);
  }).listen(0, '127.0.0.36');
  await new Promise((resolve) => server.once('listening', resolve));
  const target: SshLogin = { ...sshd.target, address: '127.0.0.36', port: (server.address() as AddressInfo).port };
  await expect(client().scanHostKeys(target)).rejects.toMatchObject({ code: 'UNREACHABLE' });
  await new Promise<void>((resolve) => server.close(() => resolve()));
});

test('only approved keys count beside known_hosts; recorded ones where the store counts', async () => {
  const at = { [place(sshd)]: [sshd.hostKey] };
  const run = (keys: HostKeys, hostKeys: SshLogin['hostKeys']) =>
    client(keys).run({ ...sshd.target, hostKeys }, { script: 'echo in', deadlineMs: 10_000 });
  await expect(run(keysInMemory(at), 'known_hosts')).rejects.toMatchObject({ code: 'HOST_KEY_UNKNOWN' });
  expect((await run(keysInMemory(at, [sshd.hostKey]), 'known_hosts')).stdout).toBe('in\n');
  expect((await run(keysInMemory(at), 'recorded')).stdout).toBe('in\n');
  const empty = keysInMemory();
  await expect(run(empty, 'recorded')).rejects.toMatchObject({ code: 'HOST_KEY_UNKNOWN' });
  expect(empty.kept).toEqual({});
});

test('a host that the file knows is reached also while the store of keys is away', async () => {
  const away: HostKeys = { find: () => Promise.reject(new Error('away')), record: () => Promise.resolve() };
  await expect(
    client(away).run({ ...sshd.target, hostKeys: 'known_hosts' }, { script: 'echo in', deadlineMs: 10_000 }),
  ).rejects.toThrow('away');
});
