import { isGitCommit } from '#contract';

/** What a name of a repository stands for. */
export interface FoundRef {
  commit: string;
  /** Its whole name, to fetch it by; null for a commit that was named itself. */
  name: string | null;
  kind: 'tag' | 'branch' | 'commit' | 'other';
  /** What people call it; of the default branch its name. */
  shown: string;
}

/** Why a name stands for nothing: it is not there, or a tag and a branch have it. */
export type LackingRef = 'none' | 'both' | 'short';

/**
 * What a ref is by the answer of `ls-remote --symref`. A tag with a text of its own stands for the commit behind it; a commit counts where no
 * tag and no branch is called so, and only a whole one can be asked for.
 */
export function refIn(text: string, ref: string | undefined): FoundRef | LackingRef {
  const commits = new Map<string, string>();
  let head: string | null = null;
  for (const line of text.split('\n')) {
    const [left = '', name = ''] = line.split('\t');
    if (left.startsWith('ref: ') && name === 'HEAD') head = left.slice('ref: '.length);
    else if (isGitCommit(left)) commits.set(name, left);
  }
  const found = (name: string): FoundRef | null => {
    const commit = commits.get(`${name}^{}`) ?? commits.get(name);
    if (commit === undefined) return null;
    const [, of, rest] = /^refs\/(tags|heads)\/(.+)$/.exec(name) ?? [];
    const kind = of === 'tags' ? 'tag' : of === 'heads' ? 'branch' : 'other';
    return { commit, name, kind, shown: rest ?? name };
  };
  if (ref === undefined) {
    const commit = commits.get('HEAD');
    if (commit === undefined) return 'none';
    const shown = head?.replace(/^refs\/heads\//, '') ?? 'HEAD';
    return { commit, name: 'HEAD', kind: head === null ? 'other' : 'branch', shown };
  }
  if (ref.startsWith('refs/')) return found(ref) ?? 'none';
  const [tag, branch] = [found(`refs/tags/${ref}`), found(`refs/heads/${ref}`)];
  if (tag && branch && tag.commit !== branch.commit) return 'both';
  if (tag ?? branch) return (tag ?? branch)!;
  if (isGitCommit(ref)) return { commit: ref, name: null, kind: 'commit', shown: ref };
  return /^[0-9a-f]{7,63}$/.test(ref) ? 'short' : 'none';
}
