/** Text as it has to stand in HTML, in an attribute as well. */
export const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** Plain text as code. */
export const codeHtml = (text: string): string => `<code>${escapeHtml(text)}</code>`;

/** A table of cells that are HTML already; nothing without lines. */
export function tableHtml(heads: readonly string[], lines: readonly (readonly string[])[]): string {
  if (lines.length === 0) return '';
  const head = heads.map((text) => `<th>${text}</th>`).join('');
  const body = lines.map((line) => `<tr>${line.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('\n');
  return `<div class="table" tabindex="0"><table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>`;
}
