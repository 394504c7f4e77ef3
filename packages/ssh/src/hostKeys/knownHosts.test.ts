import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findPrograms } from '#provision';
import { startTestSshd, type TestSshd } from '../sshd.fixture.js';
import { judge } from './judge.js';
import { knownHosts } from './knownHosts.js';
import { fingerprint } from './publicKey.js';

/*
 * What a known_hosts file means is what ssh makes of it: each case is put to the ssh of this machine, with the same file, against an
 * sshd that shows the key called K here. O is another key of its type, E one of another type, and CA that of an authority.
 */
const programs = await findPrograms(['ssh', 'sshd', 'ssh-keygen']);
const without = programs.has('ssh') ? '' : ' (left out: this machine has no ssh)';

let sshd: TestSshd;
let keys: Record<'K' | 'O' | 'E' | 'CA', string>;
let config: { plain: string; certified: string };

beforeAll(async () => {
  sshd = await startTestSshd('127.0.0.36');
  const made = (name: string, type: string): string => {
    const path = join(sshd.dir, name);
    execFileSync('ssh-keygen', ['-q', '-t', type, '-N', '', '-f', path]);
    return readFileSync(`${path}.pub`, 'utf8').split(' ').slice(0, 2).join(' ');
  };
  keys = { K: sshd.hostKey, O: made('other', 'ed25519'), E: made('ecdsa', 'ecdsa'), CA: made('ca', 'ed25519') };
  const of = (name: string): string => join(sshd.dir, name);
  execFileSync('ssh-keygen', ['-q', '-s', of('ca'), '-I', 'it', '-h', '-n', 'web.example', of('host_ed25519.pub')]);
  config = { plain: of('sshd_config'), certified: of('certified_config') };
  writeFileSync(
    config.certified,
    `${readFileSync(config.plain, 'utf8')}HostCertificate ${of('host_ed25519-cert.pub')}\n`,
  );
});
afterAll(() => sshd.stop());

type Answer = 'good' | 'refused';

function fileOf(lines: string): string {
  const path = join(sshd.dir, 'known_hosts');
  const { K, O, E, CA } = keys;
  const [type = '', key = ''] = K.split(' ');
  const words: Record<string, string> = {
    K,
    O,
    E,
    CA,
    TYPE: type,
    KEY: key,
    CUT: key.slice(0, -8),
    MORE: `${key}AAAA`,
  };
  const text = lines.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => words[name]!);
  writeFileSync(path, text);
  return path;
}

/** The answer of the ssh of this machine. Nobody is to log in: that it comes to a login shows that the key is good. */
function answerOfSsh(path: string, name: string, port: number, server = config.plain): Answer {
  const options = [
    ...[`UserKnownHostsFile=${path}`, 'GlobalKnownHostsFile=/dev/null', 'StrictHostKeyChecking=yes', 'BatchMode=yes'],
    ...['PreferredAuthentications=none', 'KexAlgorithms=curve25519-sha256'],
    `ProxyCommand=${programs.get('sshd')!} -i -f ${server} -E ${sshd.dir}/log`,
  ];
  const words = ['-F', 'none', ...options.flatMap((option) => ['-o', option]), '-p', String(port), name, 'true'];
  const { stderr } = spawnSync(programs.get('ssh')!, words, { encoding: 'utf8' });
  if (/Permission denied/.test(stderr)) return 'good';
  if (/Host key verification failed/.test(stderr)) return 'refused';
  throw new Error(`ssh says nothing of a key: ${stderr}`);
}

const ours = (path: string, address: string, port: number): string => {
  const target = { ...sshd.target, address, port, hostKeys: 'known_hosts' as const };
  const judged = judge(target, knownHosts(readFileSync(path, 'utf8'), address, port), keys.K);
  return judged.verdict === 'refuse' ? judged.trouble.code : judged.verdict;
};

const long = 'x'.repeat(1_100);
const hashed = (name: string): string => {
  const path = join(sshd.dir, 'to_hash');
  writeFileSync(path, `${name} ${keys.K}\n`);
  execFileSync('ssh-keygen', ['-q', '-H', '-f', path], { stdio: 'ignore' });
  return readFileSync(path, 'utf8');
};

const cases: [title: string, lines: string | (() => string), name: string, port: number, answer: Answer][] = [
  ['a plain name', 'web.example {K}', 'web.example', 22, 'good'],
  ['another name', 'web.example {K}', 'db.example', 22, 'refused'],
  ['upper case in the file', 'WEB.Example {K}', 'web.example', 22, 'good'],
  ['upper case in the question', 'web.example {K}', 'WEB.example', 22, 'good'],
  ['several names', 'a.example,web.example,10.0.0.1 {K}', '10.0.0.1', 22, 'good'],
  ['no name before a comma', ',web.example {K}', 'web.example', 22, 'good'],
  ['a comment behind', 'web.example {K} who@where', 'web.example', 22, 'good'],
  ['blanks and tabs', ' \t web.example\t {TYPE} \t{KEY}\t', 'web.example', 22, 'good'],
  ['the line ends of another system', '# it\r\nweb.example {K}\r\n', 'web.example', 22, 'good'],
  ['an address of IPv6', '::1 {K}', '::1', 22, 'good'],
  ['an address of IPv6 with a port', '[::1]:2222 {K}', '::1', 2222, 'good'],
  ['a port', '[web.example]:2222 {K}', 'web.example', 2222, 'good'],
  ['another port', '[web.example]:2222 {K}', 'web.example', 2223, 'refused'],
  ['a port, and 22 is asked', '[web.example]:2222 {K}', 'web.example', 22, 'refused'],
  ['the port 22 spelled out', '[web.example]:22 {K}', 'web.example', 22, 'refused'],
  ['the name alone counts for each port', 'web.example {K}', 'web.example', 2222, 'good'],
  ['not where the port has a key', 'web.example {K}\n[web.example]:2222 {O}', 'web.example', 2222, 'refused'],
  ['the name alone with another key', 'web.example {O}', 'web.example', 2222, 'refused'],
  ['revoked for the name alone', '@revoked web.example {K}\nweb.example {K}', 'web.example', 2222, 'refused'],
  ['revoked for 22 only', '@revoked web.example {K}\n[web.example]:2222 {K}', 'web.example', 2222, 'good'],
  ['a star', '*.example {K}', 'web.example', 22, 'good'],
  ['a star stands for dots as well', 'w*e {K}', 'web.example', 22, 'good'],
  ['stars that lead astray', '*e*e*x*e {K}', 'web.example', 22, 'good'],
  ['a star is of no help to what is missing', '*.example {K}', 'web.example.net', 22, 'refused'],
  ['a star and a port', '[*.example]:2222 {K}', 'web.example', 2222, 'good'],
  ['a star alone covers ports', '* {K}', 'web.example', 2222, 'good'],
  ['a question mark', 'we?.example {K}', 'web.example', 22, 'good'],
  ['a question mark is one character', 'web?.example {K}', 'web.example', 22, 'refused'],
  ['a dot is only a dot', 'web.example {K}', 'webxexample', 22, 'refused'],
  ['a negation', '*.example,!web.example {K}', 'web.example', 22, 'refused'],
  ['a negation in front', '!web.example,*.example {K}', 'web.example', 22, 'refused'],
  ['a negation of another', '*.example,!db.example {K}', 'web.example', 22, 'good'],
  ['a negation alone', '!db.example {K}', 'web.example', 22, 'refused'],
  ['a negation holds for its line', '*,!web.example {O}\nweb.example {K}', 'web.example', 22, 'good'],
  ['a name that is too long', `web.example,${long} {K}`, 'web.example', 22, 'refused'],
  ['a hashed name', () => hashed('web.example'), 'web.example', 22, 'good'],
  ['another hashed name', () => hashed('db.example'), 'web.example', 22, 'refused'],
  ['a hashed name with a port', () => hashed('[web.example]:2222'), 'web.example', 2222, 'good'],
  ['a hash of another kind', () => hashed('web.example').replace('|1|', '|2|'), 'web.example', 22, 'refused'],
  ['a hash with a short salt', () => hashed('web.example').replace(/^\|1\|..../, '|1|'), 'web.example', 22, 'refused'],
  ['revoked', 'web.example {K}\n@revoked web.example {K}', 'web.example', 22, 'refused'],
  ['revoked for everybody', '@revoked * {K}\nweb.example {K}', 'web.example', 22, 'refused'],
  ['revoked for another', '@revoked db.example {K}\nweb.example {K}', 'web.example', 22, 'good'],
  ['another key revoked', '@revoked web.example {O}\nweb.example {K}', 'web.example', 22, 'good'],
  ['two markers are none', '@revoked @revoked web.example {K}\nweb.example {K}', 'web.example', 22, 'good'],
  ['a marker nobody knows', '@trusted web.example {K}', 'web.example', 22, 'refused'],
  ['a marker alone', '@revoked\nweb.example {K}', 'web.example', 22, 'good'],
  ['an authority is no key of the host', '@cert-authority web.example {K}', 'web.example', 22, 'refused'],
  ['an authority and a key', '@cert-authority * {CA}\nweb.example {K}', 'web.example', 22, 'good'],
  ['another key', 'web.example {O}', 'web.example', 22, 'refused'],
  ['another key, and the right one', 'web.example {O}\nweb.example {K}', 'web.example', 22, 'good'],
  ['a key of another type', 'web.example {E}', 'web.example', 22, 'refused'],
  ['a type that is not that of the key', 'web.example ssh-rsa {KEY}', 'web.example', 22, 'refused'],
  ['the short name of a type', 'web.example ED25519 {KEY}', 'web.example', 22, 'refused'],
  ['a type nobody knows', 'web.example ssh-foo {KEY}', 'web.example', 22, 'refused'],
  ['a key that is cut', 'web.example {TYPE} {CUT}', 'web.example', 22, 'refused'],
  ['a key with more behind it', 'web.example {TYPE} {MORE}', 'web.example', 22, 'refused'],
  ['no key', 'web.example {TYPE}', 'web.example', 22, 'refused'],
  ['a line of SSH 1', 'web.example 1024 35 1234567', 'web.example', 22, 'refused'],
  ['a bad line before a good one', 'web.example {TYPE} ?\nweb.example {K}', 'web.example', 22, 'good'],
  ['a comment', '#web.example {K}\n # web.example {K}', 'web.example', 22, 'refused'],
];

test.skipIf(without !== '').each(cases)(`%s: as ssh has it${without}`, (_title, lines, name, port, answer) => {
  const path = fileOf(typeof lines === 'string' ? lines : lines());
  expect({ ssh: answerOfSsh(path, name, port), ours: ours(path, name, port) === 'known' ? 'good' : 'refused' }).toEqual(
    {
      ssh: answer,
      ours: answer,
    },
  );
});

test('a revocation counts whatever blank stands behind its marker, which ssh passes over', () => {
  expect(ours(fileOf('@revoked\tweb.example {K}\nweb.example {K}'), 'web.example', 22)).toBe('HOST_KEY_CHANGED');
});

test.skipIf(without !== '')(`a certificate that ssh would take is refused by name${without}`, () => {
  const path = fileOf('@cert-authority *.example {CA}');
  expect(answerOfSsh(path, 'web.example', 22, config.certified)).toBe('good');
  expect(ours(path, 'web.example', 22)).toBe('HOST_CERTIFICATE');
  expect(ours(path, 'web.example', 2222)).toBe('HOST_CERTIFICATE');
  expect(ours(path, 'web.other', 22)).toBe('HOST_KEY_UNKNOWN');
});

test('ssh-keygen finds the same lines, and prints the same fingerprints', () => {
  const names = [
    'web.example',
    'a.example,web.example',
    '*.example,!db.example',
    '[*.example]:2222',
    '!web.example',
    'w?b*',
  ];
  const path = fileOf(names.map((name) => `${name} {K}`).join('\n'));
  const found = (asked: string): number =>
    spawnSync('ssh-keygen', ['-F', asked, '-f', path], { encoding: 'utf8' })
      .stdout.split('\n')
      .filter((line) => /^[^#]/.test(line)).length;
  const text = readFileSync(path, 'utf8');
  for (const name of ['web.example', 'db.example', 'a.example', 'x.net']) {
    expect([name, knownHosts(text, name, 22).good.length]).toEqual([name, found(name)]);
    expect([name, knownHosts(text, name, 2222).good.length]).toEqual([name, found(`[${name}]:2222`)]);
  }
  const printed = execFileSync('ssh-keygen', ['-l', '-f', join(sshd.dir, 'host_ed25519.pub')], { encoding: 'utf8' });
  expect(printed.split(' ')[1]).toBe(fingerprint(keys.K));
});
