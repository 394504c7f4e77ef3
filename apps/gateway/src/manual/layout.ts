import { escapeHtml } from './html.js';
import { type ManualPage, manualGroups } from './manualPages.js';

/** A heading of a page that can be linked to. */
export interface ManualHeading {
  level: number;
  id: string;
  /** HTML. */
  text: string;
}

/** The body of a page. */
export interface ManualBody {
  html: string;
  headings: readonly ManualHeading[];
}

function entry(page: ManualPage, current: string, headings: readonly ManualHeading[]): string {
  if (page.name !== current) return `<li><a href="/docs/${page.name}">${escapeHtml(page.title)}</a></li>`;
  const parts = headings
    .filter(({ level }) => level === 2)
    .map(({ id, text }) => `<li><a href="#${id}">${text}</a></li>`);
  const below = parts.length === 0 ? '' : `<ul>${parts.join('')}</ul>`;
  return `<li><a href="/docs/${page.name}" aria-current="page">${escapeHtml(page.title)}</a>${below}</li>`;
}

/** The list of all pages, with the parts of the one that is open. */
function navigation(current: string, headings: readonly ManualHeading[]): string {
  const groups = manualGroups.map(
    ({ title, pages }) =>
      `<h2>${escapeHtml(title)}</h2><ul>${pages.map((page) => entry(page, current, headings)).join('')}</ul>`,
  );
  return `<nav id="manual-pages" aria-label="Manual">${groups.join('')}</nav>`;
}

/** A whole page. It loads one style sheet from this gateway and asks for nothing else. */
export function pageHtml(name: string, title: string, { html, headings }: ManualBody): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} - rexflow</title>
<link rel="stylesheet" href="/docs/manual.css">
<link rel="icon" href="data:,">
</head>
<body>
<a class="skip" href="#content">Skip to content</a>
<header><a href="/docs">rexflow manual</a> <a class="to-pages" href="#manual-pages">All pages</a> <a href="/">Console</a></header>
<div class="columns">
<main id="content">
${html}
</main>
${navigation(name, headings)}
</div>
</body>
</html>
`;
}
