import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.js';

/**
 * The command lines that a chapter of a page of the manual gives, block by block; with a `mark` those of blocks that bear it behind `sh`.
 * Throws when there is no such chapter.
 */
export function commandsOf(page: string, chapter: string, mark = ''): string[] {
  const text = readFileSync(join(root, 'apps/gateway/docs', page), 'utf8');
  const from = text.indexOf(`\n## ${chapter}\n`);
  if (from < 0) throw new Error(`${page} has no chapter "${chapter}"`);
  const to = text.indexOf('\n## ', from + 1);
  return [
    ...text
      .slice(from, to < 0 ? undefined : to)
      .matchAll(new RegExp(`^\`\`\`${`sh ${mark}`.trim()}\\n(.*?)^\`\`\`$`, 'gms')),
  ].map(([, block]) => block!);
}
