import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Marked } from 'marked';
import { buildManual } from '../dist/apps/gateway/src/manual/buildManual.js';
import { escapeHtml } from '../dist/apps/gateway/src/manual/html.js';

/*
 * Makes the manual of apps/gateway/docs into the HTML that the gateway serves below /docs. It runs after tsc, since pages are made from
 * the tables of the compiled program, too.
 */
const from = new URL('../apps/gateway/docs/', import.meta.url);
const into = new URL('../dist/apps/gateway/docs/', import.meta.url);

/** The anchor of a heading, as GitHub makes it. */
const anchorOf = (text) =>
  text
    .toLowerCase()
    .replaceAll(/<[^>]*>|&[a-z]+;/g, '')
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(/\s/g, '-');

/** A link between Markdown files as an address of the gateway; all others as they are. */
const addressOf = (href) =>
  href.replace(/^([\w-]+)\.md(?=#|$)/, '/docs/$1').replace(/^(images|examples)\//, '/docs/$1/');

function render(markdown) {
  const headings = [];
  const marked = new Marked({
    renderer: {
      heading({ tokens, depth }) {
        const text = this.parser.parseInline(tokens);
        const id = anchorOf(text);
        headings.push({ level: depth, id, text });
        return `<h${depth} id="${id}">${text}</h${depth}>\n`;
      },
      // What may have to be scrolled sideways can be reached with the keyboard.
      code({ text, lang }) {
        return `<pre tabindex="0"><code${lang ? ` class="language-${lang}"` : ''}>${escapeHtml(text)}\n</code></pre>\n`;
      },
      table(token) {
        const head = token.header.map((cell) => `<th>${this.parser.parseInline(cell.tokens)}</th>`).join('');
        const rows = token.rows.map(
          (row) => `<tr>${row.map((cell) => `<td>${this.parser.parseInline(cell.tokens)}</td>`).join('')}</tr>`,
        );
        return `<div class="table" tabindex="0"><table><thead><tr>${head}</tr></thead><tbody>${rows.join('\n')}</tbody></table></div>\n`;
      },
    },
    walkTokens(token) {
      if (token.type === 'link' || token.type === 'image') token.href = addressOf(token.href);
      // Words behind the language say how a block is tested, not what it is.
      if (token.type === 'code') token.lang = (token.lang ?? '').split(' ')[0];
    },
  });
  return { html: marked.parse(markdown), headings };
}

const pages = buildManual({
  read: (page) => readFileSync(new URL(`${page}.md`, from), 'utf8'),
  render,
  config: readFileSync(new URL('../config.yml', import.meta.url), 'utf8'),
});
rmSync(into, { recursive: true, force: true });
mkdirSync(into, { recursive: true });
for (const [name, html] of pages) writeFileSync(new URL(name, into), html);
cpSync(new URL('manual.css', from), new URL('manual.css', into));
for (const folder of ['images', 'examples']) {
  mkdirSync(new URL(`${folder}/`, into));
  for (const name of readdirSync(new URL(`${folder}/`, from))) {
    cpSync(new URL(`${folder}/${name}`, from), new URL(`${folder}/${name}`, into));
  }
}
