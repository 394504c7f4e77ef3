import { finding, statement, type Finding } from '#contract';
import type { Facts } from '../model/instruction.js';

/** What one types on a host to install with each manager of packages, as `hostTools.sh` looks for them. */
const managers: ReadonlyMap<string, string> = new Map([
  ['apt-get', 'sudo apt-get install -y'],
  ['dnf', 'sudo dnf install -y'],
  ['yum', 'sudo yum install -y'],
  ['apk', 'doas apk add'],
  ['zypper', 'sudo zypper install -y'],
  ['pacman', 'sudo pacman -S'],
]);

/** The packages that bring what is not of coreutils, by the same name in each distribution. */
const packages: ReadonlyMap<string, string> = new Map([
  ['awk', 'gawk'],
  ['find', 'findutils'],
  ['xargs', 'findutils'],
  ['flock', 'util-linux'],
  ['setsid', 'util-linux'],
  ['grep', 'grep'],
  ['sed', 'sed'],
  ['tar', 'tar'],
  ['rsync', 'rsync'],
]);

/** The command that installs some programs on a host; null where we know none. */
function installing(programs: readonly string[], manager: string | undefined): string | null {
  const words = managers.get(manager ?? '');
  if (words === undefined) return null;
  const names = programs.map((program) => packages.get(program) ?? 'coreutils');
  return `${words} ${[...new Set(names)].sort().join(' ')}`;
}

function tools({ missing_tools: missing = '', tar, flock, installer }: Facts): Finding {
  const found = [tar, flock].filter((version) => version !== undefined && version !== '');
  if (missing === '') return finding('host.tools', 'ok', statement('host.tools', { found: found as string[] }));
  const command = installing(missing.split(' '), installer);
  return finding(
    'host.tools',
    'failed',
    command === null
      ? statement('host.toolsMissing', { missing })
      : statement('host.toolsToInstall', { missing, command }),
  );
}

function rsync({ rsync: version, tar = '', installer }: Facts): Finding {
  if (version !== undefined) return finding('host.rsync', 'ok', statement('host.rsync', { version }));
  const command = installing(['rsync'], installer);
  if (/busybox/i.test(tar))
    return finding('host.rsync', 'failed', statement('host.tarPlain', { command: command ?? 'rsync' }));
  return finding(
    'host.rsync',
    'warning',
    command === null ? statement('host.rsyncMissing') : statement('host.rsyncToInstall', { command }),
  );
}

function find({ find: kind, installer }: Facts): Finding[] {
  if (kind !== 'plain') return [];
  const command = installing(['find'], installer) ?? '';
  return [finding('host.find', 'warning', statement('host.findPlain', { command }))];
}

function grep({ grep: kind, installer }: Facts): Finding[] {
  if (kind !== 'plain') return [];
  const command = installing(['grep'], installer) ?? '';
  return [finding('host.grep', 'failed', statement('host.grepPlain', { command }))];
}

/** What the facts of a host say of the programs it has, and of the place they need for temporary files. */
export const programsFound = (facts: Facts): Finding[] => [
  tools(facts),
  rsync(facts),
  ...find(facts),
  ...grep(facts),
  ...(facts.tmp === 'no' ? [finding('host.tmp', 'warning', statement('host.tmp'))] : []),
];
