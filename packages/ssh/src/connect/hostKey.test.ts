import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CodedError } from '#contract';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createSsh } from '../createSsh.js';
import { vouchingAuthorities } from '../hostKeys/knownKeys.js';
import { fingerprint } from '../hostKeys/publicKey.js';
import { keysInMemory, startTestSshd, testOptions, type TestSshd } from '../sshd.fixture.js';
import type { SshClient } from '../ssh.js';
import type { HostKeys, SshLogin } from '../login/types.js';

let sshd: TestSshd;
const open: SshClient[] = [];
const other = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f';

beforeAll(async () => {
  sshd = await startTestSshd('127.0.0.32', [], ['ed25519', 'ecdsa']);
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((ssh) => ssh.close()));
});
afterAll(() => sshd.stop());

const visit = async (target: SshLogin, keys: HostKeys = keysInMemory()): Promise<string> => {
  const ssh = createSsh(testOptions({ keys }));
  open.push(ssh);
  return (await ssh.run(target, { script: 'echo in', deadlineMs: 10_000 })).stdout;
};
const place = (): string => `${sshd.target.address}:${sshd.target.port}`;
const withFile = (...keys: string[]): SshLogin => {
  const knownHosts = join(sshd.dir, 'known_hosts');
  const { address, port } = sshd.target;
  writeFileSync(knownHosts, keys.map((key) => `[${address}]:${port} ${key}\n`).join(''));
  return { ...sshd.target, hostKeys: 'known_hosts', knownHosts };
};

test('first contact records the key, and keeps to it', async () => {
  const keys = keysInMemory();
  expect(await visit(sshd.target, keys)).toBe('in\n');
  expect(keys.kept).toEqual({ [place()]: [sshd.hostKey] });
  expect(await visit(sshd.target, keys)).toBe('in\n');
  expect(keys.kept).toEqual({ [place()]: [sshd.hostKey] });
});

test('first contact refuses a changed key, and does not record it', async () => {
  const keys = keysInMemory({ [place()]: [other] });
  await expect(visit(sshd.target, keys)).rejects.toMatchObject({
    code: 'HOST_KEY_CHANGED',
    details: { host: sshd.target.label, seen: fingerprint(sshd.hostKey), known: [fingerprint(other)] },
  });
  expect(keys.kept).toEqual({ [place()]: [other] });
});

test('first contact refuses a host known by a key of another type that it does not show', async () => {
  const rsa = 'ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAQQ==';
  await expect(visit(sshd.target, keysInMemory({ [place()]: [rsa] }))).rejects.toMatchObject({
    code: 'HOST_KEY_CHANGED',
  });
});

test('first contact goes by the file as well', async () => {
  const target: SshLogin = { ...withFile(other), hostKeys: 'first-contact' };
  await expect(visit(target)).rejects.toMatchObject({ code: 'HOST_KEY_CHANGED' });
});

test('a first key that cannot be recorded lets nobody in', async () => {
  const keys: HostKeys = { find: () => Promise.resolve([]), record: () => Promise.reject(new Error('no place')) };
  await expect(visit(sshd.target, keys)).rejects.toThrow('no place');
});

test('known_hosts lets in by its key only', async () => {
  expect(await visit(withFile(sshd.hostKey))).toBe('in\n');
  await expect(visit(withFile(other))).rejects.toMatchObject({ code: 'HOST_KEY_CHANGED' });
  await expect(visit(withFile())).rejects.toMatchObject({
    code: 'HOST_KEY_UNKNOWN',
    details: { host: sshd.target.label, seen: fingerprint(sshd.hostKey) },
  });
  await expect(visit({ ...withFile(), knownHosts: join(sshd.dir, 'nothing') })).rejects.toMatchObject({
    code: 'HOST_KEY_UNKNOWN',
  });
});

test('the command that is advised for an unknown key brings that key, from the port the host has', async () => {
  const target = withFile();
  const refused = await visit(target).catch((thrown: unknown) => thrown);
  const [, command] = /then: (ssh-keyscan .+) >> /.exec((refused as CodedError).advice!)!;
  expect(String(refused)).toContain(`(${command!})`);
  writeFileSync(target.knownHosts!, execFileSync('/bin/sh', ['-c', command!], { stdio: ['ignore', 'pipe', 'ignore'] }));
  expect(await visit(target)).toBe('in\n');
});

test('known_hosts takes no notice of keys recorded elsewhere', async () => {
  const keys = keysInMemory({ [place()]: [sshd.hostKey] });
  await expect(visit(withFile(), keys)).rejects.toMatchObject({ code: 'HOST_KEY_UNKNOWN' });
});

test('a revoked key is refused even where it is listed as good', async () => {
  const target = withFile(sshd.hostKey);
  const { address, port } = target;
  writeFileSync(target.knownHosts!, `@revoked [${address}]:${port} ${sshd.hostKey}\n`, { flag: 'a' });
  await expect(visit(target)).rejects.toMatchObject({ code: 'HOST_KEY_CHANGED' });
});

test('a host known by one of its keys is asked for that one', async () => {
  const ecdsa = readFileSync(join(sshd.dir, 'host_ecdsa.pub'), 'utf8').split(' ').slice(0, 2).join(' ');
  expect(await visit(withFile(ecdsa))).toBe('in\n');
});

test('a key known for the name alone counts at another port, and one known for the port goes before it', async () => {
  const target = withFile();
  writeFileSync(target.knownHosts!, `${target.address} ${sshd.hostKey}\n`);
  expect(await visit(target)).toBe('in\n');
  const stored = keysInMemory({ [place()]: [other] }, [other]);
  await expect(visit(target, stored)).rejects.toMatchObject({ code: 'HOST_KEY_CHANGED' });
});

test('where an authority alone vouches for a host it is refused by name, and first contact goes on as it did', async () => {
  const target = withFile();
  const { address, port } = target;
  writeFileSync(target.knownHosts!, `@cert-authority [${address}]:${port} ${other}\n`);
  await expect(visit(target)).rejects.toMatchObject({
    code: 'HOST_CERTIFICATE',
    details: { seen: fingerprint(sshd.hostKey), authorities: [fingerprint(other)] },
  });
  expect(await vouchingAuthorities(target)).toEqual([other]);
  expect(await visit({ ...target, hostKeys: 'first-contact' })).toBe('in\n');
  writeFileSync(target.knownHosts!, `[${address}]:${port} ${sshd.hostKey}\n`, { flag: 'a' });
  expect(await visit(target)).toBe('in\n');
});
