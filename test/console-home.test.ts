import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { pageRows } from '../apps/console/src/navigation/pages.js';
import { seriousFindings } from './support/accessible.js';
import { browserOrReason, goTo, type Misdeeds, openBrowser, openConsole, picture } from './support/browser.js';
import { expectRest, scenesOf } from './support/scene.js';
import { startEstate, type Estate } from './support/estate.js';
import { holdStart } from './support/gate.js';
import { fillUpdateDirectory } from './support/update.js';

const path = await browserOrReason();

describe.skipIf(path === null)('home, the pages of the fleet and the frame around them', () => {
  let estate: Estate;
  let browser: Browser;
  let page: Page;
  let misdeeds: Misdeeds;

  beforeAll(async () => {
    estate = await startEstate({ apps: [{}, {}, {}], config: { rollout: { policy: 'stop' } } });
    browser = await openBrowser(path!);
    ({ page, misdeeds } = await openConsole(browser, estate, { colorScheme: 'light' }));
  });
  afterAll(async () => {
    await browser?.close();
    await estate?.stop();
  });

  const heading = (name: string | RegExp) => page.getByRole('heading', { name });
  const open = (place: string): Promise<void> => goTo(page, place);
  const release = async (version: string, more: Record<string, string> = {}, lines: Record<string, string> = {}) => {
    fillUpdateDirectory(estate, version, lines);
    await estate.rex({ action: 'release', k: 'server', ...more });
  };

  test('before the first release home says what is left to do', async () => {
    await heading('First steps').waitFor();
    await expect.poll(() => page.locator('.steps li.done b').allTextContents()).toEqual(['Add hosts', 'Add a group']);
    await page.locator('table.groups').getByText('never released by rexflow').waitFor();
  });

  test('a release under way shows on home as it goes, and with its number in the side bar', async () => {
    const gate = holdStart(estate.hosts[1]!);
    try {
      await release('1.0.0', { batch: '1', async: '1' });
      const row = page.locator('.row.progress', { hasText: 'Running' });
      await row.getByText('Batch 2 of 3').waitFor();
      await row.getByText('1 of 3 hosts').waitFor();
      await page.getByRole('link', { name: 'Releases 1 under way' }).waitFor();
      await page.locator('.version .state.run').waitFor();
      await picture(page, 'home-running');
      await row.getByRole('button', { name: 'Stop…' }).click();
      const dialog = page.getByRole('dialog', { name: 'Stop this release?' });
      // Enter, pressed by accident, lets it run.
      await dialog.getByRole('button', { name: 'Let it run' }).and(page.locator(':focus')).press('Enter');
      await dialog.waitFor({ state: 'detached' });
    } finally {
      await gate.open();
    }
    await page.getByText('Nothing needs attention: 1 group, 3 targets.').waitFor();
    await page.locator('.row.progress').waitFor({ state: 'detached' });
    await page.getByRole('link', { name: 'Releases', exact: true }).first().waitFor();
  });

  test('home says that the group is mixed, with the release that left it so, and b rolls it back', async () => {
    await release('2.0.0', { policy: 'stop', batch: '1', max_failures: '1' }, { server2: 'fail=exit' });
    const row = page.locator('.row.attention', { hasText: 'Mixed' });
    await row.getByText('It runs').waitFor();
    await expect.poll(() => row.locator('.row-scope').textContent()).toBe('3 targets');
    await expect.poll(() => page.locator('.version .state.mix').textContent()).toBe('Mixed');
    await picture(page, 'home-mixed');
    await page.keyboard.press('b');
    const dialog = page.getByRole('dialog');
    await page.keyboard.type('server');
    await dialog.getByRole('radio').first().waitFor();
    await dialog.getByRole('radio', { checked: true }).waitFor();
    await picture(page, 'roll-back-group');
    expect(await dialog.getByRole('button', { name: 'Roll back 3 hosts' }).isEnabled()).toBe(true);
    expect(await seriousFindings(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    // Its group, with the version that fewer targets run first.
    await row.getByRole('link', { name: 'server' }).press('Enter');
    await heading(/^server /).waitFor();
    await expect
      .poll(() => page.locator('table.targets .list-head .muted').allTextContents())
      .toEqual([expect.stringMatching(/^1 target /), expect.stringMatching(/^2 targets /)]);
    await picture(page, 'group-mixed');
  });

  test('going back by keys: b, the name, the newest that ran, and the button', async () => {
    await open('/');
    await heading('Home').waitFor();
    await page.keyboard.press('b');
    await page.keyboard.type('server');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('radio', { checked: true }).waitFor();
    await dialog.getByRole('button', { name: 'Roll back 3 hosts' }).press('Enter');
    await heading(/^Roll back server/).waitFor();
    await page.locator('h1 .state', { hasText: 'Succeeded' }).waitFor();
    expect((await scenesOf(estate)).map(({ version }) => version)).toEqual(['1.0.0', '1.0.0', '1.0.0']);
    await expectRest(estate);
    await open('/');
    await page.getByText('Nothing needs attention').waitFor();
  });

  test('keys go to each page, fold the side bar and change the language', async () => {
    for (const [name, { key, label }] of Object.entries(pageRows)) {
      await page.keyboard.press('g');
      await page.keyboard.press(key);
      await page.locator('main h1', { hasText: label.en }).waitFor();
      expect(await page.locator('.side [aria-current]').textContent(), name).toContain(label.en);
    }
    await page.keyboard.press('[');
    await page.locator('.side.narrow').waitFor();
    await page.getByRole('link', { name: 'System' }).focus();
    await picture(page, 'side-bar-folded');
    await page.keyboard.press('[');
    await page.locator('.side:not(.narrow)').waitFor();
    await page.getByRole('button', { name: /^Language, theme/ }).press('Enter');
    await page.getByRole('link', { name: 'Manual and API' }).waitFor();
    await picture(page, 'person-menu');
    expect(await seriousFindings(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: 'Manual and API' }).waitFor({ state: 'hidden' });
    await page.keyboard.press('Shift+L');
    await heading(/^系统状态/).waitFor();
    await page.keyboard.press('Shift+L');
    await heading(/^System/).waitFor();
  });

  test('on a phone the pages are in the bar at the bottom, the others and the person behind More', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await open('/hosts');
    const bottom = page.getByRole('navigation', { name: 'Main pages' });
    await bottom.getByRole('button', { name: 'More' }).click();
    const sheet = page.getByRole('dialog');
    await sheet.getByRole('button', { name: 'Sign out' }).waitFor();
    await picture(page, 'phone-more');
    expect(await seriousFindings(page)).toEqual([]);
    await sheet.getByRole('link', { name: /^Problems/ }).click();
    await heading(/^Problems/).waitFor();
    await sheet.waitFor({ state: 'detached' });
    await bottom.getByRole('link', { name: 'Home' }).click();
    await heading('Home').waitFor();
    await page.setViewportSize({ width: 1360, height: 860 });
  });

  test('the job queues open from the console, to look at only', async () => {
    await page.setViewportSize({ width: 1360, height: 860 });
    const closed = await fetch(`${estate.url}/queues/`);
    expect([closed.status, await closed.text()]).toEqual([401, expect.stringContaining('Sign in to the console')]);
    await open('/house');
    await page.getByRole('button', { name: /Job queues/ }).click();
    await page.waitForURL(/\/queues\b/); // The page before it holds the word below, too.
    await page.getByText('requests').first().waitFor();
    await picture(page, 'queues');
  });

  test('nothing was asked elsewhere, nothing was forbidden, nothing went wrong', () => {
    expect(misdeeds).toEqual({ errors: [], elsewhere: [], refused: [] });
  });
});
