import type { Provenance } from '#contract';

/** The attributes of the main section of a manifest of Java by their names in small letters; a line that begins with a blank goes on. */
function attributesOf(text: string): Map<string, string> {
  const [main = ''] = text.replaceAll('\r\n', '\n').split('\n\n');
  const found = new Map<string, string>();
  for (const line of main.replaceAll('\n ', '').split('\n')) {
    const [, name, value] = /^([\w-]+): ?(.*)$/.exec(line) ?? [];
    if (name !== undefined) found.set(name.toLowerCase(), value!.trim());
  }
  return found;
}

/** Names under which build tools write the commit: those of Maven and Gradle plugins. */
const commitNames = ['git-commit', 'git-commit-id', 'git-revision', 'scm-revision', 'implementation-build'];
const isCommit = /^[0-9a-f]{7,64}$/i;

/** What a manifest tells of the program. */
export function readManifest(text: string): Provenance {
  const attributes = attributesOf(text);
  const version = attributes.get('implementation-version') ?? attributes.get('bundle-version');
  const commit = commitNames.map((name) => attributes.get(name)).find((value) => value && isCommit.test(value));
  const branch = attributes.get('git-branch');
  return {
    ...(version === undefined ? {} : { version }),
    ...(commit === undefined ? {} : { commit: commit.toLowerCase() }),
    ...(branch === undefined ? {} : { branch }),
  };
}
