import type { Page } from 'playwright-core';

/** Elements of a page that reach beyond the content of its main part, but for those in a part that scrolls or cuts by itself. */
export async function wideElements(page: Page): Promise<string[]> {
  return await page.evaluate(`(() => {
    const main = document.querySelector('main');
    const style = getComputedStyle(main);
    const right = main.getBoundingClientRect().right - parseFloat(style.paddingRight) + 1;
    const contained = (one) => {
      for (let at = one.parentElement; at && at !== main; at = at.parentElement)
        if (getComputedStyle(at).overflowX !== 'visible') return true;
      return getComputedStyle(one).clipPath !== 'none';
    };
    return [...main.querySelectorAll('*')]
      .filter((one) => one.getBoundingClientRect().width > 0 && one.getBoundingClientRect().right > right)
      .filter((one) => !contained(one))
      .map((one) => one.outerHTML.slice(0, 120));
  })()`);
}
