/** What a command finds in its environment wherever it is run. */
const usual = ['PATH', 'HOME', 'USER', 'LOGNAME', 'SHELL', 'LANG', 'LANGUAGE', 'TZ', 'TMPDIR'];

/**
 * The environment of this process as commands of the catalogue may see it: passwords and keys that config.yml takes from variables are
 * not theirs.
 */
export function plainEnvironment(
  env: Readonly<Record<string, string | undefined>> = process.env,
): Record<string, string> {
  const kept = Object.entries(env).filter(([name]) => usual.includes(name) || name.startsWith('LC_'));
  return Object.fromEntries(kept.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}

/** Where git finds programs and whose certificates it trusts. */
const ofGit = ['PATH', 'GIT_SSL_CAINFO', 'GIT_SSL_CAPATH', 'SSL_CERT_FILE', 'SSL_CERT_DIR', 'TZ'];

const only = (names: readonly string[], env: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(names.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])));

/** The environment of this process as git may see it, which brings repositories for a release. */
export const environmentForGit = (
  env: Readonly<Record<string, string | undefined>> = process.env,
): Record<string, string> => only(ofGit, env);

/** The environment of this process as programs may see it that unpack packages: where they lie. */
export const environmentForPackages = (
  env: Readonly<Record<string, string | undefined>> = process.env,
): Record<string, string> => only(['PATH', 'TZ'], env);
