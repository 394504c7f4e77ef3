import { endpoints, openApi, templateOf } from '#api';
import { errorCodes } from '#contract';
import { codeHtml, escapeHtml } from './html.js';
import { type ManualBody } from './layout.js';
import { apiPage, manualGroups } from './manualPages.js';

/** Names that lead to their place on another page, and can be linked to here as well. */
const names = (list: readonly string[], page: string, idOf = (name: string) => name): string =>
  `<p class="names">${list
    .map((name) => `<a id="${idOf(name)}" href="/docs/${page}#${idOf(name)}">${codeHtml(name)}</a>`)
    .join(' ')}</p>`;

/**
 * The table of contents. It has the anchors of the one page that /docs was before: `/docs#APP_BUSY` is the `type` of a problem, and
 * `/docs#createRelease` may stand in a bookmark.
 */
export function indexPage(): ManualBody {
  const contents = manualGroups.map(
    ({ title, pages }) =>
      `<h2>${escapeHtml(title)}</h2><ul class="contents">${pages
        .map(
          ({ name, title: of, summary }) =>
            `<li><a href="/docs/${name}">${escapeHtml(of)}</a> <span>${escapeHtml(summary)}</span></li>`,
        )
        .join('\n')}</ul>`,
  );
  const calls = endpoints.map(
    ({ id, method, path, summary }) =>
      `<li id="${id}"><a href="/docs/${apiPage.name}#${id}">${codeHtml(`${method.toUpperCase()} ${templateOf(path)}`)}</a> <span>${escapeHtml(summary)}</span></li>`,
  );
  const { components } = openApi() as { components: { schemas: Record<string, unknown> } };
  const html = `<h1>rexflow manual</h1>
<p>rexflow releases software to plain Linux servers over SSH: one request, every server, recorded, and put back when it fails.</p>
${contents.join('\n')}
<h2>Endpoints</h2>
<p>The same as OpenAPI 3.1: <a href="/openapi.json">/openapi.json</a>.</p>
<ul class="contents">${calls.join('\n')}</ul>
<h2>Error codes</h2>
${names(Object.keys(errorCodes), 'errors')}
<h2>Schemas</h2>
${names(Object.keys(components.schemas), apiPage.name, (name) => `schema-${name}`)}`;
  return { html, headings: [] };
}
