import type { Page } from 'playwright-core';

/** What has the focus of a page, by its name, and whether that can be seen; the page as a whole has none to show. */
export async function focused(page: Page): Promise<{ name: string; seen: boolean }> {
  return await page.evaluate(`(() => {
    const at = document.activeElement;
    if (at === document.body) return { name: '', seen: true };
    const { outlineStyle, outlineWidth } = getComputedStyle(at);
    const name = (at.ariaLabel || at.textContent || at.tagName).trim();
    return { name, seen: outlineStyle !== 'none' && outlineWidth !== '0px' };
  })()`);
}
