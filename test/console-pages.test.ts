import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Browser } from 'playwright-core';
import type { MatrixView } from '#api';
import { live } from '../apps/console/src/fleet/app.fixture.js';
import { seriousFindings } from './support/accessible.js';
import { browserOrReason, goTo, openBrowser, openConsole, picture } from './support/browser.js';
import { startFakeEvents } from './support/fakeEvents.js';
import { until } from './support/until.js';

const path = await browserOrReason();

/** What a group runs in an environment. */
const cellOf = (environment: string, group: string): MatrixView['items'][number]['cells'][number] => ({
  ...{ environment, origin: environment === 'prod' ? 'own' : 'recorded' },
  state: environment === 'dev' && group === 'web-7' ? 'mixed' : 'uniform',
  ...{ version: '2.0.0', commit: null, stamp: '20260202_000000', release: null, since: '2026-02-02T00:00:00.000Z' },
  ...{ by: 'CI', apps: 1, shares: [{ version: '2.0.0', stamp: '20260202_000000', apps: 1 }], drifted: 0, unknown: 0 },
});

describe.skipIf(path === null)('the catalogue in the console, told by a fake gateway', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser(path!);
  });
  afterAll(async () => {
    await browser?.close();
  });

  test('a button is where it was pressed when it is let go, whatever is loaded in between', async () => {
    const gateway = await startFakeEvents(3);
    const { page } = await openConsole(browser, gateway);
    let loaded = (): void => undefined;
    const late = new Promise<void>((resolve) => (loaded = resolve));
    const lists = /\/v1\/(groups|apps|hosts)\?/;
    await page.route(lists, async (route) => {
      await late;
      await route.continue();
    });
    await goTo(page, '/releases/new?mode=updateDirectory&apps=web');
    const plan = page.getByRole('button', { name: 'Plan', exact: true });
    await plan.hover();
    await page.mouse.down();
    loaded();
    await page.locator('.offers input').first().waitFor();
    const planned = page.waitForRequest(
      (request) => request.method() === 'POST' && request.url().endsWith('/v1/releases/plan'),
    );
    await page.mouse.up();
    await planned;
    await page.context().close();
    await gateway.close();
  });

  test('450 targets are shown a page at a time, and asked for anew only where an event touches what is shown', async () => {
    const told = await startFakeEvents(450);
    const { page, misdeeds } = await openConsole(browser, told, { place: '/groups/web/targets' });
    const apps = (): string[] => told.asked.filter((address) => address.startsWith('/v1/apps'));
    try {
      const rows = page.locator('table.targets tbody tr:not(.list-head)');
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

  test('an installation without apps says on its first page what to do first', async () => {
    const told = await startFakeEvents(0);
    const { page, misdeeds } = await openConsole(browser, told);
    try {
      await page.getByRole('heading', { name: 'First steps' }).waitFor();
      const steps = page.locator('.steps li');
      await expect.poll(() => steps.locator('b').allTextContents()).toEqual(['Add hosts', 'Add a group', 'Release']);
      const links = await steps.getByRole('link').all();
      expect(await Promise.all(links.map((link) => link.getAttribute('href')))).toEqual([
        '#/hosts/add',
        '#/groups?new=1',
        '#/releases/new',
      ]);
      await page.getByText('rexflow apply -f fleet.yml').waitFor();
      await picture(page, 'first-steps');
      expect(await seriousFindings(page)).toEqual([]);
      expect(misdeeds).toEqual({ errors: [], elsewhere: [], refused: [] });
    } finally {
      await page.context().close();
      await told.close();
    }
  });

  test.each(['en-GB', 'zh-CN'])(
    'a release that left a group mixed says what runs where, and what heals it (%s)',
    async (locale) => {
      const share = (name: string, apps: string[]) => ({ release: name, stamp: `2026010${apps.length}_000000`, apps });
      const told = await startFakeEvents(3, {
        mixed: {
          groups: [
            { group: 'web', releases: [share('new', ['web001', 'web003']), share('old', ['web002'])], unknown: [] },
          ],
          finish: 'rexflow finish 7f3a2c1e',
          undo: 'rexflow undo 00000001',
        },
      });
      const { page, misdeeds } = await openConsole(browser, told, { locale, place: `/releases/${told.id}` });
      try {
        const note = page.locator('.mixed-banner');
        await note.waitFor();
        await expect
          .poll(() => note.locator('li').allTextContents())
          .toEqual([
            expect.stringMatching(/^2026-01-02 00:00:00 .*2.*web001[,、] ?web003$/),
            expect.stringMatching(/^2026-01-01 00:00:00 .*1.*web002$/),
          ]);
        await expect
          .poll(() => note.locator('code').allTextContents())
          .toEqual(['rexflow undo 00000001', 'rexflow finish 00000001']);
        // Nobody knows here what went wrong: going on is what is suggested.
        await expect
          .poll(() => note.getByRole('button').allTextContents())
          .toEqual(locale === 'zh-CN' ? ['撤销', '补齐'] : ['Undo', 'Finish']);
        await expect.poll(() => note.locator('.primary').count()).toBe(1);
        await expect
          .poll(() => note.locator('.state-word').allTextContents())
          .toEqual([locale === 'zh-CN' ? '版本不一' : 'Mixed']);
        expect(await seriousFindings(page)).toEqual([]);
        await picture(page, `mixed-${locale}`);
        expect(misdeeds).toEqual({ errors: [], elsewhere: [], refused: [] });
      } finally {
        await page.context().close();
        await told.close();
      }
    },
  );

  test('of many groups those that are well are one line, and what is not stands first', async () => {
    const told = await startFakeEvents(82, {
      groups: 41,
      live: (index) => live(index === 40 ? '20260101_000000' : '20260202_000000', { good: index !== 7 }),
    });
    const { page, misdeeds } = await openConsole(browser, told);
    try {
      const rows = page.locator('table.groups tbody tr');
      await rows.first().waitFor();
      await expect.poll(() => rows.locator('.line-link').allTextContents()).toEqual(['web-8', 'web-41']);
      await expect.poll(() => page.locator('.attention .state-word').allTextContents()).toEqual(['Failing', 'Mixed']);
      // What runs where and how it is came with the groups; of targets only the one that fails was asked for, for its reason.
      await page.locator('.row-cause', { hasText: 'it does not answer' }).waitFor();
      expect(told.asked.filter((address) => address.startsWith('/v1/groups'))).toHaveLength(1);
      expect(told.asked.filter((address) => address.startsWith('/v1/apps'))).toEqual(['/v1/apps?keys=web008']);
      await page.getByText('Hosts last seen').waitFor();
      await picture(page, 'many-groups');
      await page.getByRole('button', { name: '39 more groups run one version everywhere' }).click();
      await expect.poll(() => rows.count(), { timeout: 10_000 }).toBe(41);
      await page.getByRole('button', { name: 'Needs attention 2' }).click();
      await expect.poll(() => rows.count(), { timeout: 10_000 }).toBe(2);
      await page.getByRole('button', { name: 'All 41' }).click();
      await page.getByRole('searchbox').fill('web-3');
      await expect.poll(() => rows.count(), { timeout: 10_000 }).toBe(11);
      expect(await seriousFindings(page)).toEqual([]);
      expect(misdeeds).toEqual({ errors: [], elsewhere: [], refused: [] });
    } finally {
      await page.context().close();
      await told.close();
    }
  });

  test('200 groups in three environments are one table: what is ahead or mixed elsewhere stands open, the rest is one line', async () => {
    const names = ['dev', 'uat', 'prod'];
    const told = await startFakeEvents(200, {
      groups: 200,
      live: () => live('20260202_000000', { version: '2.0.0' }),
      matrix: {
        environments: names.map((name) => ({ name, own: name === 'prod', readAt: null, problem: null })),
        items: [...Array.from({ length: 200 }, (_, index) => `web-${index + 1}`), 'elsewhere'].map((group) => ({
          group,
          cells: names.flatMap((name) => (group === 'elsewhere' && name !== 'dev' ? [] : [cellOf(name, group)])),
          promote: group === 'web-5' ? { from: 'uat', version: '3.0.0-rc1', stamp: '20260303_000000' } : null,
        })),
        next: null,
      },
    });
    const { page, misdeeds } = await openConsole(browser, told);
    try {
      const rows = page.locator('table.groups tbody tr');
      await rows.nth(1).waitFor();
      await expect
        .poll(() => rows.getByRole('rowheader').locator('.line-link').allTextContents())
        .toEqual(['web-5', 'web-7']);
      await expect
        .poll(() => page.getByRole('columnheader').locator('.environment-name').allTextContents())
        .toEqual(names);
      await rows.first().getByRole('link', { name: 'Promote from uat' }).waitFor();
      await rows.nth(1).getByRole('cell').first().getByText('Mixed').waitFor();
      await page.getByRole('button', { name: '199 more groups are well, and nothing is ahead of them' }).click();
      await expect.poll(() => rows.count(), { timeout: 10_000 }).toBe(50);
      await expect.poll(() => page.locator('*').count()).toBeLessThan(2500);
      await page.getByRole('searchbox').fill('elsewhere');
      await rows.getByText('in other environments only').waitFor();
      expect(await seriousFindings(page)).toEqual([]);
      await page.getByRole('searchbox').fill('web-7');
      await page.setViewportSize({ width: 390, height: 844 });
      await picture(page, 'environments-phone');
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
      expect(misdeeds).toEqual({ errors: [], elsewhere: [], refused: [] });
    } finally {
      await page.context().close();
      await told.close();
    }
  });
});
