/** The settings of a private sshd. */
export interface SshdSettings {
  dir: string;
  address: string;
  port: number;
  user: string;
  pam: boolean;
  /** An assignment of PATH for SetEnv; null for sshd's own default. */
  path: string | null;
  settings: readonly string[];
}

/** A path for sshd_config: quoted, and with its percent signs not taken for tokens. */
const quotedPath = (dir: string, name: string): string => `"${`${dir}/${name}`.replaceAll('%', '%%')}"`;

/** The text of sshd_config; of a keyword that stands twice the first counts, so the caller's lines go first. */
export function sshdConfig({ dir, address, port, user, pam, path, settings }: SshdSettings): string {
  return [
    ...settings,
    `ListenAddress ${address}:${port}`,
    `HostKey "${dir}/host_key"`,
    `AuthorizedKeysFile ${quotedPath(dir, 'authorized_keys')}`,
    `PidFile "${dir}/listener.pid"`,
    `AllowUsers ${user}`,
    'PermitRootLogin prohibit-password',
    'PubkeyAuthentication yes',
    'PasswordAuthentication no',
    'KbdInteractiveAuthentication no',
    `UsePAM ${pam ? 'yes' : 'no'}`,
    'StrictModes no',
    'UseDNS no',
    'PrintMotd no',
    'PrintLastLog no',
    'LogLevel VERBOSE',
    'MaxStartups 200:30:400',
    'MaxSessions 20',
    // A bash below sshd reads the person's .bashrc unless it thinks it is not the first shell; a host is not a person's.
    `SetEnv SHLVL=1${path === null ? '' : ` ${path}`}`,
    'Subsystem sftp internal-sftp',
    '',
  ].join('\n');
}
