import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Browser } from 'playwright-core';
import { seriousFindings } from './support/accessible.js';
import { browserOrReason, openBrowser, openConsole, picture } from './support/browser.js';
import { startFakeEvents } from './support/fakeEvents.js';

type Box = Record<'left' | 'right' | 'top' | 'bottom', number>;

const path = await browserOrReason();
const hosts = 200;
/** Events a second for some seconds: more than 200 hosts make on the machines it was tried on. */
const perTick = 40;

describe.skipIf(path === null)('the console with 200 hosts, told by a fake gateway', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser(path!);
  });
  afterAll(async () => {
    await browser?.close();
  });

  test.each([
    ['desktop', 1360, 860],
    ['phone', 360, 740],
  ] as const)('it stays responsive while all of them update (%s)', async (name, width, height) => {
    const told = await startFakeEvents(hosts);
    const { page, misdeeds } = await openConsole(browser, told, {
      viewport: { width, height },
      place: `/releases/${told.id}`,
    });
    try {
      await page.locator('.matrix-line').first().waitFor();
      await page.evaluate(`
        window.longTasks = [];
        new PerformanceObserver((list) => window.longTasks.push(...list.getEntries().map((one) => one.duration)))
          .observe({ type: 'longtask' });
        // One call tells all that was changed between two turns of the page.
        window.turns = 0;
        new MutationObserver(() => { window.turns += 1; })
          .observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
        window.frames_ = 0;
        const count = () => { window.frames_ += 1; requestAnimationFrame(count); };
        requestAnimationFrame(count);
      `);
      const began = Date.now();
      let events = 0;
      await new Promise<void>((resolve) => {
        const timer = setInterval(() => {
          events += perTick;
          if (told.tell(perTick)) return;
          clearInterval(timer);
          resolve();
        }, 50);
      });
      const seconds = (Date.now() - began) / 1000;
      await page.locator('.matrix-end .state.ok').first().waitFor();
      const longTasks = (await page.evaluate('window.longTasks')) as number[];
      const frames = (await page.evaluate('window.frames_')) as number;
      const turns = (await page.evaluate('window.turns')) as number;
      const worst = Math.round(Math.max(0, ...longTasks));
      process.stdout.write(
        `console, ${hosts} hosts, ${name}: ${Math.round(events / seconds)} events/s for ${seconds.toFixed(1)} s, ` +
          `${longTasks.length} long tasks (worst ${worst} ms), ${Math.round(turns / seconds)} changes of the page/s, ${Math.round(frames / seconds)} frames/s\n`,
      );
      await picture(page, `many-${name}`);
      // Only the lines in view are drawn, however many there are.
      await expect.poll(() => page.locator('.matrix-line').count()).toBeLessThan(60);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
      // How long a change takes is the machine's; that events are gathered, and the page changed a few times a second, is ours.
      expect(turns).toBeLessThan(seconds * 25);
      expect(turns).toBeLessThan(events / 10);
      await page.getByRole('grid').press('End');
      await page.locator('.matrix-line', { hasText: `web${hosts}` }).waitFor();
      await page.getByLabel('Errors first').check();
      await page.locator('.matrix-line', { hasText: 'Rolled back' }).first().waitFor();
      await picture(page, `many-${name}-trouble`);
      expect(await seriousFindings(page)).toEqual([]);
      expect(misdeeds.errors).toEqual([]);
      expect(misdeeds.elsewhere).toEqual([]);
    } finally {
      await page.context().close();
      await told.close();
    }
  });

  test.each([
    ['desktop', 1360, 860],
    ['phone', 360, 740],
  ] as const)(
    'a release that failed before any host took a step keeps its hosts in lines (%s)',
    async (name, width, height) => {
      const told = await startFakeEvents(12);
      told.failStage();
      const { page, misdeeds } = await openConsole(browser, told, {
        viewport: { width, height },
        place: `/releases/${told.id}`,
      });
      try {
        await page.locator('.matrix-line').first().waitFor();
        await picture(page, `stage-failed-${name}`);
        const boxes = (selector: string) =>
          page.locator(selector).evaluateAll((all) => all.map((one) => one.getBoundingClientRect().toJSON() as Box));
        const [names, ends] = [await boxes('.matrix-line > .matrix-name'), await boxes('.matrix-line > .matrix-end')];
        expect(names).toHaveLength(12);
        // The state stands beside its host, not below it, and lines do not lie over each other.
        for (const [index, end] of ends.entries()) {
          expect(end.left, `state of host ${index}`).toBeGreaterThanOrEqual(names[index]!.right - 1);
          expect(end.top).toBeLessThan(names[index]!.bottom);
          if (index > 0) expect(end.top).toBeGreaterThanOrEqual(ends[index - 1]!.bottom - 1);
        }
        expect(misdeeds.errors).toEqual([]);
      } finally {
        await page.context().close();
        await told.close();
      }
    },
  );
});
