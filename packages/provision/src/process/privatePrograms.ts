/** Names the directories of private programs for our children, who cannot tell them from others in PATH. */
const variable = 'REXFLOW_PRIVATE_PROGRAMS';

/** Adds a directory of programs at the end of PATH, for this process and all it starts from now on. */
export function usePrivatePrograms(bin: string): void {
  const known = process.env[variable]?.split(':') ?? [];
  if (known.includes(bin)) return;
  process.env[variable] = [...known, bin].join(':');
  process.env.PATH = `${process.env.PATH ?? ''}:${bin}`;
}

/**
 * The PATH a host of a test or demo has, as an assignment for sshd's SetEnv; null when this process uses no private
 * programs, and sshd's own default is right.
 */
export function hostPath(): string | null {
  const bins = process.env[variable];
  return bins === undefined ? null : `"PATH=/usr/local/bin:/usr/bin:/bin:/usr/games:${bins}"`;
}
