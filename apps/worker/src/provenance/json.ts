import type { Provenance } from '#contract';

/** Where nobody keeps the version in the file, tools want one all the same. */
const isPlaceholder = /^0\.0\.0($|-)/;

/** What `package.json` or `composer.json` tells of the program; npm writes the commit of what it packs. */
export function readPackageJson(text: string): Provenance {
  const { version, gitHead } = JSON.parse(text) as { version?: unknown; gitHead?: unknown };
  return {
    ...(typeof version === 'string' && !isPlaceholder.test(version) ? { version } : {}),
    ...(typeof gitHead === 'string' ? { commit: gitHead.toLowerCase() } : {}),
  };
}
