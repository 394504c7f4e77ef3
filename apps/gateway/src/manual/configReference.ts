import { type ConfigKey, configKeys, keyName } from '#config';
import { codeHtml, escapeHtml } from './html.js';
import type { ManualHeading } from './layout.js';

/** Text of a comment: what stands between backquotes is code. */
const sentences = (text: string): string =>
  text
    .split('`')
    .map((part, index) => (index % 2 === 1 ? codeHtml(part) : escapeHtml(part)))
    .join('');

function facts({ expected, secret, isSection, ...key }: ConfigKey): string {
  if (isSection) return '';
  const { default: value } = key;
  const known = value === undefined || value === null || value === '' ? 'none' : codeHtml(JSON.stringify(value));
  return `<p class="facts">${escapeHtml(expected)}${secret ? '; secret' : ''}; default: ${known}</p>\n`;
}

/** Every key of config.yml, by the text of that file, as HTML with its headings: one for each key at the top. */
export function configReference(text: string): { html: string; headings: ManualHeading[] } {
  const headings: ManualHeading[] = [];
  const parts = configKeys(text).map((key) => {
    const { path, comment } = key;
    const id = keyName(path);
    const level = path.length === 1 ? 2 : 3;
    if (level === 2) headings.push({ level, id, text: codeHtml(id) });
    return `<h${level} id="${escapeHtml(id)}">${codeHtml(id)}</h${level}>\n${facts(key)}<p>${sentences(comment)}</p>`;
  });
  return { html: parts.join('\n'), headings };
}
