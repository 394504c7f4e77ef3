import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Browser } from 'playwright-core';
import { browserOrReason, openBrowser, openPage, picture } from './support/browser.js';
import { startFakeEvents } from './support/fakeEvents.js';
import { until } from './support/until.js';

const path = await browserOrReason();

describe.skipIf(path === null)('the catalogue in the console, with 450 apps', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser(path!);
  });
  afterAll(async () => {
    await browser?.close();
  });

  test('it is shown a page at a time, and asked for anew only where an event touches what is shown', async () => {
    const told = await startFakeEvents(450);
    const { page, misdeeds } = await openPage(browser, told.url, { locale: 'en-GB' });
    const apps = (): string[] => told.asked.filter((address) => address.startsWith('/v1/apps'));
    try {
      await page.addInitScript("sessionStorage.setItem('rexflow.token', 'fake')");
      await page.goto(`${told.url}/#/apps`);
      const rows = page.locator('table.apps tbody tr');
      await page.getByText('Live', { exact: true }).first().waitFor();
      await expect.poll(() => rows.count(), { timeout: 10_000 }).toBe(200);
      await picture(page, 'apps-page');
      await page.getByRole('button', { name: /show more/ }).click();
      await expect.poll(() => rows.count(), { timeout: 10_000 }).toBe(400);

      const before = apps().length;
      const release = (name: string, action: string, keys: string[]): void => {
        told.say({ kind: 'accepted', release: name, data: { action, apps: keys } });
        told.say({ kind: 'settled', release: name, data: { outcome: 'done' } });
      };
      for (let index = 0; index < 20; index++) release(`elsewhere-${index}`, 'release', ['db1', 'web440']);
      for (let index = 0; index < 20; index++) release(`look-${index}`, 'check', ['web001']);
      release('here', 'release', ['web002', 'db1']);
      const byKeys = (): string[] =>
        apps()
          .slice(before)
          .filter((address) => address.includes('keys='));
      await until('the app being asked for', 20, () => Promise.resolve(byKeys().length > 0));
      expect(byKeys()).toEqual(['/v1/apps?keys=web002']);
      // As a whole once at most: when the stream opened, for what had happened before that.
      expect(apps().length - before).toBeLessThanOrEqual(2);

      await page.getByRole('searchbox').fill('web44');
      await expect.poll(() => rows.count(), { timeout: 10_000 }).toBe(10);
      expect(apps().at(-1)).toContain('q=web44');
      expect(misdeeds.errors).toEqual([]);
      expect(misdeeds.refused).toEqual([]);
    } finally {
      await page.context().close();
      await told.close();
    }
  });
});
