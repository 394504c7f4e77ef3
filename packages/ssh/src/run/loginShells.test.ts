import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findPrograms } from '#provision';
import { quote, script } from '#shell';
import { createSsh } from '../createSsh.js';
import { startTestSshd, testOptions, type TestSshd } from '../sshd.fixture.js';
import type { SshClient } from '../ssh.js';
import { tree, write } from '../transfer/tree.fixture.js';

/*
 * One sshd, whose command for everybody is a file that plays the login of a user: the shell, its start-up files, the umask, the
 * programs. The real shell of whoever runs the tests only reads that file.
 */
const programs = await findPrograms(['sh', 'bash', 'dash', 'busybox', 'zsh', 'mksh', 'tcsh', 'fish']);

let sshd: TestSshd;
let ssh: SshClient;
let area: string;
const deadlineMs = 20_000;
const original = '-c "$SSH_ORIGINAL_COMMAND"';

beforeAll(async () => {
  area = mkdtempSync(join(tmpdir(), 'rexflow-login-'));
  mkdirSync(join(area, 'home/.config/fish'), { recursive: true });
  for (const file of ['.bashrc', '.zshenv', '.mkshrc', '.cshrc', '.config/fish/config.fish'])
    writeFileSync(join(area, 'home', file), 'echo welcome\nid nobody-here\n');
  sshd = await startTestSshd('127.0.0.38', [`ForceCommand . ${area}/login`]);
  ssh = createSsh(testOptions({ connectTimeoutMs: 2_000 }));
});
afterAll(async () => {
  await ssh.close();
  await sshd.stop();
  rmSync(area, { recursive: true, force: true });
});

/** From now on, who logs in is met by these lines of sh. */
const login = (...lines: string[]): void => writeFileSync(join(area, 'login'), lines.join('\n'));
const run = (text: string, more: { input?: Uint8Array[]; deadlineMs?: number } = {}) =>
  ssh.run(sshd.target, { script: text, deadlineMs, ...more });

const shells: [name: string, program: string, link?: string][] = [
  ['sh', 'sh'],
  ['bash', 'bash'],
  ['dash', 'dash'],
  ['ash', 'busybox', 'ash'],
  ['zsh', 'zsh'],
  ['ksh', 'mksh'],
  ['tcsh', 'tcsh'],
  ['csh', 'tcsh', 'csh'],
  ['fish', 'fish'],
];

describe.each(shells)('a login whose shell is %s', (name, program, link) => {
  const path = programs.get(program);
  const possible = test.skipIf(path === undefined);
  const title = (words: string): string => (path === undefined ? `${words} (left out: there is no ${program})` : words);
  /** The shell reads its own start-up file, which says something on stdout and on stderr. */
  const enter = (): void => {
    const shell = link === undefined ? path! : join(area, link);
    if (link !== undefined && !statSync(shell, { throwIfNoEntry: false })) symlinkSync(path!, shell);
    login(`export HOME=${area}/home ENV=${area}/home/.mkshrc`, `exec ${shell} ${original}`);
  };

  possible(title('runs what it is given as it is, and tells how that ended'), async () => {
    enter();
    const value = `it's "$HOME"\\ \\\\ !! \`id\`\n%s *?[] {a,b} ~ ünï # ;&|<>`;
    const made = script('printf "%s" "$value"; printf err >&2; exit 7', { value });
    expect(await run(made)).toMatchObject({
      exitCode: 7,
      stdout: value,
      stderr: expect.stringMatching(/err$/) as string,
    });
  });

  possible(title('leaves what comes behind a script to it'), async () => {
    enter();
    const input = [Buffer.from('begin\n'), Buffer.alloc(300_000, 'x')];
    expect(await run('cat <&3 | wc -c', { input })).toMatchObject({
      exitCode: 0,
      stdout: expect.stringMatching(/^ *300006\n$/) as string,
    });
  });

  possible(title('takes a tree by rsync and by tar, and gives it back'), async () => {
    enter();
    const [from, to, back] = ['from', `to it's \\! ${name}`, `back ${name}`].map((one) => join(area, one)) as [
      string,
      string,
      string,
    ];
    write(join(from, 'a b/it\\s'), 'content');
    const guard = 'printf "%s\\n" "a guard it\'s \\\\ !"';
    const ways = { rsync: 'true', tar: `PATH=${area}/bare` };
    // What tar is asked by differs for no other family of shells.
    const asked = name === 'tcsh' || name === 'fish' ? (['rsync', 'tar'] as const) : (['rsync'] as const);
    for (const method of asked) {
      enter();
      login(ways[method], readFileSync(join(area, 'login'), 'utf8'));
      const client = method === 'rsync' ? ssh : createSsh(testOptions());
      const pushed = await client.transfer(sshd.target, {
        direction: 'push',
        local: from,
        remote: to,
        delete: true,
        guard,
        deadlineMs,
      });
      const pulled = await client.transfer(sshd.target, {
        direction: 'pull',
        local: back,
        remote: to,
        delete: true,
        deadlineMs,
      });
      expect([pushed.method, pulled.method]).toEqual([method, method]);
      expect([tree(to), tree(back)]).toEqual([tree(from), tree(from)]);
      if (client !== ssh) await client.close();
    }
  });
});

beforeAll(async () => {
  const bare = join(area, 'bare');
  mkdirSync(bare);
  for (const [tool, path] of await findPrograms(['sh', 'tar', 'dd', 'mkdir', 'rm', 'id']))
    symlinkSync(path, join(bare, tool));
});

const busybox = programs.get('busybox');
const left = busybox === undefined ? ' (left out: there is no busybox)' : '';

test.skipIf(left !== '')(
  `the programs of BusyBox alone will do for a script and what comes behind it${left}`,
  async () => {
    const applets = join(area, 'applets');
    mkdirSync(applets);
    for (const tool of ['sh', 'dd', 'cat', 'wc', 'head']) symlinkSync(busybox!, join(applets, tool));
    login(`PATH=${applets}`, `exec sh ${original}`);
    const input = [Buffer.alloc(300_000, 'x')];
    expect(await run('wc -c <&3', { input })).toMatchObject({ exitCode: 0, stdout: '300000\n' });
  },
);

test.each([
  ['says much on both outputs', 'seq 1 50000; seq 1 50000 >&2'],
  ['says what looks like ours', 'echo "@rexflow"; echo "@rexfl"; printf "@"'],
  ['ends no line', 'printf welcome'],
  ['turns everything on', 'set -u; set -f; umask 077; IFS=xyz; export IFS'],
])('a start-up file that %s stands in no way', async (_what, line) => {
  login(line, `exec sh ${original}`);
  const { exitCode, stdout } = await run('echo "$((1 + 1))"; exit 4');
  expect({ exitCode, stdout }).toEqual({ exitCode: 4, stdout: '2\n' });
});

test.each([
  ['exits', 'echo go away; exit 3', { status: 3, output: 'go away' }],
  ['exits and says that all is well', 'exit 0', { status: 0, output: '' }],
  ['fails', 'exec /nowhere/shell', { status: 127 }],
  ['reads a line', 'read -r answer', { ate: 'yes' }],
  ['reads more than there is', 'cat >/dev/null', { ate: 'yes' }],
])('a login that %s is told, and nothing was done', async (_what, line, details) => {
  login(line, `exec sh ${original}`);
  const mark = join(area, 'done');
  await expect(run(`touch ${quote(mark)}`)).rejects.toMatchObject({ code: 'LOGIN_SHELL_FAILED', details });
  await expect(run(`touch ${quote(mark)}`, { input: [Buffer.from('x')] })).rejects.toMatchObject({ details });
  expect(statSync(mark, { throwIfNoEntry: false })).toBeUndefined();
});

test('a login that waits is told when the time is over', async () => {
  login('sleep 300', `exec sh ${original}`);
  await expect(run('echo in', { deadlineMs: 300 })).rejects.toMatchObject({
    code: 'LOGIN_SHELL_FAILED',
    details: { seconds: expect.any(Number) as number },
  });
});

test.each(['002', '022', '027', '077'])(
  'under the umask %s others get through to what a transfer makes',
  async (umask) => {
    login(`umask ${umask}`, `exec sh ${original}`);
    const [from, to] = [join(area, 'open'), join(area, `umask${umask}`, 'on/the/way')];
    write(join(from, 'file'), 'content');
    await ssh.transfer(sshd.target, { direction: 'push', local: from, remote: to, deadlineMs });
    for (const made of [join(area, `umask${umask}`), join(area, `umask${umask}`, 'on/the'), to])
      expect([made, statSync(made).mode & 0o055]).toEqual([made, 0o055]);
  },
);
