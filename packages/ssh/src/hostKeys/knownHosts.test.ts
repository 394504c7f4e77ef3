import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { knownHosts } from './knownHosts.js';
import { fingerprint } from './publicKey.js';

const text = `
# a comment
web.example.com,10.0.0.1 ssh-ed25519 AAAAweb a comment behind
  web.example.com ssh-rsa AAAArsa
[web.example.com]:2222 ssh-ed25519 AAAAport
*.example.org,!bad.example.org ssh-ed25519 AAAAany
10.0.?.7 ssh-ed25519 AAAAone
@revoked web.example.com ssh-ed25519 AAAAstolen
@cert-authority *.example.com ssh-ed25519 AAAAauthority
a-line-with-too-few words
`;

test.each([
  ['a plain name, every key type', 'web.example.com', 22, ['ssh-ed25519 AAAAweb', 'ssh-rsa AAAArsa']],
  ['upper case', 'WEB.example.com', 22, ['ssh-ed25519 AAAAweb', 'ssh-rsa AAAArsa']],
  ['a second name of the line', '10.0.0.1', 22, ['ssh-ed25519 AAAAweb']],
  ['a port', 'web.example.com', 2222, ['ssh-ed25519 AAAAport']],
  ['a port that stands nowhere', 'web.example.com', 2223, []],
  ['a star', 'x.y.example.org', 22, ['ssh-ed25519 AAAAany']],
  ['a star with an exception', 'bad.example.org', 22, []],
  ['a question mark', '10.0.9.7', 22, ['ssh-ed25519 AAAAone']],
  ['a question mark is one character', '10.0.19.7', 22, []],
  ['a dot is only a dot', '10x0.9.7', 22, []],
  ['an authority vouches for nobody here', 'other.example.com', 22, []],
])('finds by %s', (_case, address, port, good) => {
  expect(knownHosts(text, address, port).good).toEqual(good);
});

test('keeps what is revoked apart', () => {
  expect(knownHosts(text, 'web.example.com', 22).revoked).toEqual(['ssh-ed25519 AAAAstolen']);
  expect(knownHosts(text, '10.0.0.1', 22).revoked).toEqual([]);
});

test('reads the names that ssh-keygen hashed, and agrees with it on fingerprints', () => {
  const dir = mkdtempSync(join(tmpdir(), 'rexflow-known-'));
  try {
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', join(dir, 'key')]);
    const key = readFileSync(join(dir, 'key.pub'), 'utf8').split(' ').slice(0, 2).join(' ');
    const file = join(dir, 'known_hosts');
    writeFileSync(file, `db.example.com ${key}\n[db.example.com]:2222 ${key}\n`);
    execFileSync('ssh-keygen', ['-q', '-H', '-f', file], { stdio: 'ignore' });
    const hashed = readFileSync(file, 'utf8');
    expect(hashed).toMatch(/^\|1\|/);
    expect(knownHosts(hashed, 'db.example.com', 22).good).toEqual([key]);
    expect(knownHosts(hashed, 'db.example.com', 2222).good).toEqual([key]);
    expect(knownHosts(hashed, 'db.example.net', 22).good).toEqual([]);
    const printed = execFileSync('ssh-keygen', ['-l', '-f', join(dir, 'key.pub')], { encoding: 'utf8' });
    expect(printed.split(' ')[1]).toBe(fingerprint(key));
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
});
