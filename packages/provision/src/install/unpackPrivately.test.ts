import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { findPrograms } from '../process/findPrograms.js';
import { hostPath } from '../process/privatePrograms.js';
import { unpackPrivately } from './unpackPrivately.js';

/*
 * The machine's own apt-get and dpkg, as whoever runs the tests, with a repository in a directory and a machine on which
 * nothing is installed.
 */
const tools = await findPrograms(['apt-get', 'dpkg-deb']);
const withApt = test.skipIf(tools.size < 2);
let dir: string;
let home: string;
let lines: string[];
const log = (line: string): void => void lines.push(line);

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'rexflow-unpack-'));
  home = join(dir, 'programs of this clone');
  lines = [];
  mkdirSync(join(dir, 'etc'));
  put('etc/status', '');
  put('etc/sources.list', `deb [trusted=yes] copy:${dir}/repository ./\n`);
  put('repository/Packages', '');
  put(
    'etc/apt.conf',
    `Dir::Etc::sourcelist "${dir}/etc/sources.list"; Dir::Etc::sourceparts "/dev/null";
Dir::State::status "${dir}/etc/status"; Dir::State::lists "${dir}/etc/lists"; APT::Sandbox::User "root";\n`,
  );
  mkdirSync(join(dir, 'etc/lists/partial'), { recursive: true });
  vi.stubEnv('APT_CONFIG', join(dir, 'etc/apt.conf'));
  vi.stubEnv('PATH', process.env.PATH);
  vi.stubEnv('REXFLOW_PRIVATE_PROGRAMS', undefined);
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(dir, { recursive: true, force: true });
});

function put(path: string, text: string, mode = 0o644): void {
  mkdirSync(dirname(join(dir, path)), { recursive: true });
  writeFileSync(join(dir, path), text, { mode });
}

/** Offers a package with one program, a shell script, and a folder; `digest` is what the list says of it. */
function offer(name: string, body: string, more: { depends?: string; digest?: string; folder?: string } = {}): void {
  const depends = more.depends === undefined ? '' : `Depends: ${more.depends}\n`;
  const about = `Package: ${name}\nVersion: 1\nArchitecture: all\nMaintainer: nobody\nDescription: x\n${depends}`;
  put(`build/${name}/DEBIAN/control`, about);
  put(`build/${name}/usr/bin/${name}`, `#!/bin/sh\n${body}\n`, 0o755);
  mkdirSync(join(dir, 'build', name, more.folder ?? 'usr/bin'), { recursive: true });
  const file = join(dir, `repository/${name}.deb`);
  execFileSync('dpkg-deb', ['--root-owner-group', '-Zgzip', '--build', join(dir, 'build', name), file]);
  const bytes = readFileSync(file);
  const digest = more.digest ?? createHash('sha256').update(bytes).digest('hex');
  const place = `Filename: ./${name}.deb\nSize: ${bytes.length}\nSHA256: ${digest}\n`;
  appendFileSync(join(dir, 'repository/Packages'), `${about}${place}\n`);
}

/** The trees that are there, whole or not. */
const trees = (): string[] => (existsSync(home) ? readdirSync(home).filter((name) => !name.endsWith('.lock')) : []);

withApt('a program comes with what it depends on, once, and stands at the end of PATH', async () => {
  offer('lib-of-rsync', 'echo "helped with $*"', { folder: 'usr/lib/x86_64-linux-gnu' });
  offer('rsync', 'exec "${LD_LIBRARY_PATH%%/root/*}/root/usr/bin/lib-of-rsync" "$@"', { depends: 'lib-of-rsync' });
  const before = process.env.PATH;
  const both = await Promise.all([unpackPrivately(['rsync'], home, log), unpackPrivately(['rsync'], home, log)]);
  expect(both).toEqual([null, null]);
  expect(lines.filter((line) => line === 'unpacking 2 packages')).toHaveLength(1);
  const [tree] = trees();
  expect(trees()).toEqual([expect.stringMatching(/-rsync$/)]);
  const bin = join(home, tree!, 'bin');
  expect(process.env.PATH).toBe(`${before}:${bin}`);
  expect(hostPath()).toBe(`"PATH=/usr/local/bin:/usr/bin:/bin:/usr/games:${bin}"`);
  expect(execFileSync(join(bin, 'rsync'), ['-a', 'b c'], { encoding: 'utf8' })).toBe('helped with -a b c\n');
  symlinkSync(join(bin, 'rsync'), join(dir, 'link'));
  expect(execFileSync(join(dir, 'link'), ['x'], { encoding: 'utf8' })).toBe('helped with x\n');
  lines = [];
  expect(await unpackPrivately(['rsync'], home, log)).toBeNull();
  expect(lines).toEqual([]);
});

withApt('what an earlier one left half done is begun anew', async () => {
  offer('rsync', 'echo fresh');
  await unpackPrivately(['rsync'], home, log);
  const [tree] = trees();
  rmSync(join(home, tree!), { recursive: true });
  put(`programs of this clone/${tree}.part/bin/rsync`, '#!/bin/sh\necho stale\n', 0o755);
  put(`programs of this clone/${tree}.part/archives/torn.deb`, 'half a package');
  expect(await unpackPrivately(['rsync'], home, log)).toBeNull();
  expect(trees()).toEqual([tree]);
  expect(execFileSync(join(home, tree!, 'bin/rsync'), { encoding: 'utf8' })).toBe('fresh\n');
});

withApt.each([
  { what: 'is unknown to apt', offered: () => undefined, reason: /^the packages .*Unable to locate package rsync/ },
  {
    what: 'is another than the list says',
    offered: () => offer('rsync', 'echo forged', { digest: '0'.repeat(64) }),
    reason: /^the packages .*\(apt-get: E: /,
  },
  { what: 'lacks a library', offered: () => offer('rsync', 'exit 127'), reason: /rsync does not run/ },
  {
    what: 'stands as installed but is gone',
    offered: () => {
      offer('rsync', 'echo there');
      put('etc/status', 'Package: rsync\nStatus: install ok installed\nVersion: 1\nArchitecture: all\n\n');
    },
    reason: /takes rsync for installed/,
  },
])('a package that $what leaves nothing in PATH and tells why', async ({ offered, reason }) => {
  offered();
  const before = process.env.PATH;
  expect(await unpackPrivately(['rsync'], home, log)).toMatch(reason);
  expect(trees().filter((name) => !name.endsWith('.part'))).toEqual([]);
  expect(process.env.PATH).toBe(before);
});
