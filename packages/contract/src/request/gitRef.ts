/** What no name of git may hold, as `git check-ref-format` has it; a leading dash would be an option. */
const refused = /^-|^\/|\/$|\/\/|\.\.|@\{|^@$|\.$|(^|\/)\.|\.lock(\/|$)|[\u0000-\u0020\u007f~^:?*[\\]/;

/** Whether a text can name a tag, a branch or a commit of git. */
export const isGitRef = (text: string): boolean => text !== '' && text.length <= 255 && !refused.test(text);

/** Whether a text is a whole commit of git, of either kind of sum. */
export const isGitCommit = (text: string): boolean => /^([0-9a-f]{40}|[0-9a-f]{64})$/.test(text);

/** What the address of a repository is for git: fetched over one of these, or a directory of the worker's machine. */
export type GitProtocol = 'https' | 'ssh' | 'file';

/**
 * How a repository is reached, by its address; null for one that git is not let have here. A password has no place in one, and what begins with
 * a dash would be an option of ssh.
 */
export function gitProtocolOf(repository: string): GitProtocol | null {
  if (/[\u0000-\u0020\u007f]/.test(repository)) return null;
  if (repository.startsWith('/')) return /(^|\/)\.\.(\/|$)/.test(repository) ? null : 'file';
  const found = /^(https|ssh):\/\//.exec(repository)?.[1] as 'https' | 'ssh' | undefined;
  if (found === undefined || !URL.canParse(repository)) return null;
  const { hostname, username, password, pathname, search, hash } = new URL(repository);
  if (hostname === '' || hostname.startsWith('-') || pathname.length < 2 || search + hash !== '') return null;
  if (password !== '' || (found === 'https' && username !== '') || username.startsWith('-')) return null;
  return found;
}
