import { asText, failedError } from './entry.js';

/** The package of Debian that has a program. */
export const debianPackage = (program: string): string =>
  ({ ssh: 'openssh-client', flock: 'util-linux' })[program] ?? 'git';

/** A program out of a repository of git. */
export const gitErrors = {
  GIT_MISSING: failedError(
    'input',
    (d) =>
      `the worker has no ${asText(d.program)}${d.least === undefined ? '' : ` of ${asText(d.least)} or newer, but ${asText(d.found)}`}`,
    (d) => `Install it on the machine of each worker: apt-get install ${debianPackage(asText(d.program))}.`,
  ),
  GIT_FAILED: failedError(
    'input',
    (d) => `git could not read ${asText(d.repository)}: ${asText(d.reason)}`,
    () =>
      "Try git ls-remote with it as the worker's user; mend the address, the right to read it, or for ssh its line in known_hosts.",
  ),
  GIT_REF_UNKNOWN: failedError(
    'input',
    (d) =>
      `${asText(d.repository)} has ${d.why === 'both' ? `a tag and a branch ${asText(d.ref)}, which differ` : d.why === 'short' ? `no tag or branch ${asText(d.ref)}, and a commit has to be whole` : `no tag, branch or commit ${asText(d.ref)}`}`,
    (d) =>
      d.why === 'both'
        ? 'Name the one that is meant: refs/tags/NAME or refs/heads/NAME.'
        : 'List what it has (git ls-remote), push what lacks, and release again with --ref and its name.',
  ),
  GIT_LFS: failedError(
    'input',
    (d) => `${asText(d.repository)} keeps ${asText(d.n)} files in Git LFS, which do not come along: ${asText(d.paths)}`,
    () =>
      'Release what a build makes of it (type url or upload), or take these files out of what is exported (export-ignore).',
  ),
};
