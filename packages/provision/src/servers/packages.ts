/** A package manager, and the words in front of the packages' names that a person types to install them. */
export const managers = {
  apt: 'sudo apt-get update && sudo apt-get install -y --no-install-recommends',
  dnf: 'sudo dnf install -y',
  apk: 'doas apk add',
  brew: 'brew install',
} as const;

export type PackageManager = keyof typeof managers;

const same = (name: string): Record<PackageManager, string> => ({ apt: name, dnf: name, apk: name, brew: name });
const mariadb = { apt: 'mariadb-server', dnf: 'mariadb-server', apk: 'mariadb', brew: 'mariadb' };

/** The servers and tools that an installation on one machine needs, and the package that brings each. */
export const servers = {
  'redis-server': { apt: 'redis-server', dnf: 'redis', apk: 'redis', brew: 'redis' },
  mariadbd: mariadb,
  'mariadb-install-db': mariadb,
  sshd: { apt: 'openssh-server', dnf: 'openssh-server', apk: 'openssh-server', brew: 'openssh' },
  'ssh-keygen': { apt: 'openssh-client', dnf: 'openssh-clients', apk: 'openssh-client', brew: 'openssh' },
  rsync: same('rsync'),
} as const satisfies Record<string, Record<PackageManager, string>>;

/** Every program that may be installed: the servers, and what only tests use. */
export const systemPackages = {
  ...servers,
  chromium: same('chromium'),
  busybox: same('busybox'),
  tcsh: same('tcsh'),
  zsh: same('zsh'),
  fish: same('fish'),
  mksh: same('mksh'),
  supervisord: same('supervisor'),
  bsdtar: { apt: 'libarchive-tools', dnf: 'bsdtar', apk: 'libarchive-tools', brew: 'libarchive' },
  shellcheck: { ...same('shellcheck'), dnf: 'ShellCheck' },
};

export type Program = keyof typeof systemPackages;

/** The packages of a manager that bring some programs, each once. */
export const packagesFor = (missing: readonly Program[], manager: PackageManager): string[] => [
  ...new Set(missing.map((name) => systemPackages[name][manager])),
];

/** The command that installs some programs with a manager, to be pasted into a shell. */
export const installCommand = (missing: readonly Program[], manager: PackageManager): string =>
  `${managers[manager]} ${packagesFor(missing, manager).join(' ')}`;

/** The command of every known package manager, one on a line. */
export const installCommands = (missing: readonly Program[]): string =>
  (Object.keys(managers) as PackageManager[])
    .map((manager) => `  ${manager.padEnd(5)} ${installCommand(missing, manager)}`)
    .join('\n');
