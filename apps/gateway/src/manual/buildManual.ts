import { apiReference } from './apiReference.js';
import { configReference } from './configReference.js';
import { errorReference } from './errorReference.js';
import { indexPage } from './indexPage.js';
import { type ManualBody, pageHtml } from './layout.js';
import { actionsReference, originalKeysReference } from './originalReference.js';
import { apiPage, manualPages } from './manualPages.js';

/** What the manual is made from. */
export interface ManualSources {
  /** The Markdown of a page by its name. */
  read(page: string): string;
  /** Markdown as HTML, with the headings that can be linked to. */
  render(markdown: string): ManualBody;
  /** The text of config.yml. */
  config: string;
}

/** Puts what is made from tables in the place that a page has for it. Throws when the page has none. */
function insert(body: ManualBody, place: string, { html, headings }: ManualBody): ManualBody {
  const mark = `<!-- generated: ${place} -->`;
  if (!body.html.includes(mark)) throw new Error(`the page has no line ${mark}`);
  return { html: body.html.replace(mark, () => html), headings: [...body.headings, ...headings] };
}

/** How is the manual made? Gives every page of it as HTML, by the name of its file. Used by .config/buildDocs.mjs. */
export function buildManual({ read, render, config }: ManualSources): Map<string, string> {
  const bodyOf = (name: string): ManualBody => {
    if (name === apiPage.name) return apiReference();
    const body = render(read(name));
    if (name === 'errors') return insert(body, 'errors', { html: errorReference(), headings: [] });
    if (name === 'migration-from-rexdeployv3') {
      const withActions = insert(body, 'actions', { html: actionsReference(), headings: [] });
      return insert(withActions, 'keys', { html: originalKeysReference(), headings: [] });
    }
    return name === 'configuration' ? insert(body, 'configuration', configReference(config)) : body;
  };
  const pages = manualPages.map(({ name, title }) => [`${name}.html`, pageHtml(name, title, bodyOf(name))] as const);
  return new Map([['index.html', pageHtml('', 'Manual', indexPage())], ...pages]);
}
