import { realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { consolePages } from './support/consolePages.js';
import { startWithUnusableRow } from './support/unusableRow.js';
import { seriousFindings } from './support/accessible.js';
import { browserOrReason, goTo, type Misdeeds, openBrowser, openPage, picture } from './support/browser.js';
import { until, type Estate } from './support/estate.js';
import { focused } from './support/focus.js';
import { wideElements } from './support/wide.js';
import { holdStage, holdStart } from './support/gate.js';
import { pack } from './support/pack.js';
import { fillUpdateDirectory } from './support/update.js';

const path = await browserOrReason();

describe.skipIf(path === null)('the console in a browser', () => {
  let estate: Estate;
  let browser: Browser;
  let page: Page;
  let misdeeds: Misdeeds;
  let first: string; // The release that brought 7.0.0.

  beforeAll(async () => {
    estate = await startWithUnusableRow({ apps: [{}, {}, {}], uat: { version: '7.0.0' } });
    browser = await openBrowser(path!);
    ({ page, misdeeds } = await openPage(browser, estate.url, { locale: 'en-GB', colorScheme: 'light' }));
  });
  afterAll(async () => {
    await browser?.close();
    await estate?.stop();
  });

  const versions = () => Promise.all(estate.hosts.map(async (host) => (await estate.served(host))?.version));
  const heading = (name: string | RegExp) => page.getByRole('heading', { name });
  const open = (place: string): Promise<void> => goTo(page, place);
  const releaseId = (): string => /releases\/([0-9a-f-]{36})/.exec(page.url())![1]!;

  test('sign in: a wrong password is told, the right one opens home', async () => {
    await page.goto(`${estate.url}/`);
    await picture(page, 'sign-in');
    await page.keyboard.type('admin');
    await page.keyboard.press('Tab');
    await page.keyboard.type('wrong');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').waitFor();
    expect(misdeeds.refused.splice(0)).toEqual(['401 POST /v1/sessions']);
    await page.getByLabel('Password').fill(estate.password);
    await page.keyboard.press('Enter');
    await heading('First steps').waitFor();
    await page.getByText('Live', { exact: true }).waitFor();
    await picture(page, 'empty');
    // Nothing of it outlives the tab.
    expect(await page.evaluate('[localStorage.length, document.cookie]')).toEqual([0, '']);
  });

  test('plan a release by keyboard, release exactly that, and watch it fill', async () => {
    const gate = holdStart(estate.hosts[1]!);
    try {
      await page.keyboard.press('n');
      await heading('New release').waitFor();
      await page.getByRole('checkbox', { name: /^server 3 targets/ }).focus();
      await page.keyboard.press('Space');
      await page.getByLabel('Environment', { exact: true }).last().focus();
      await page.keyboard.type('uat');
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: 'Release this plan' }).waitFor();
      await picture(page, 'plan');
      await expect.poll(() => page.locator('.planned tbody tr').count()).toBe(3);
      expect(await versions()).not.toContain('7.0.0');
      await page.getByRole('button', { name: 'Release this plan' }).focus();
      await page.keyboard.press('Enter');
      await page.waitForURL(/releases\/[0-9a-f-]{36}/);
      await page.locator('.counts', { hasText: 'Running' }).waitFor();
      first = releaseId();
      // Two hosts are done with the switch while the third is held in it.
      await page.locator('.matrix-line', { hasText: 'server2' }).locator('.step.begun').waitFor();
      await page
        .locator('.matrix-line', { hasText: 'server1' })
        .locator('.matrix-end', { hasText: 'Succeeded' })
        .waitFor();
      await picture(page, 'release-at-work');
    } finally {
      await gate.open();
    }
    await page.locator('h1 .state', { hasText: 'Succeeded' }).waitFor();
    await page.locator('.matrix-line .matrix-end', { hasText: 'Succeeded' }).nth(2).waitFor();
    await expect.poll(() => page.locator('.matrix-line .step.failed').count()).toBe(0);
    expect(await versions()).toEqual(['7.0.0', '7.0.0', '7.0.0']);
    await picture(page, 'release-done');
  });

  test('a plan that is no longer so is refused with what is different', async () => {
    fillUpdateDirectory(estate, '7.5.0');
    await open('/releases/new?mode=updateDirectory&apps=server');
    await page.getByRole('button', { name: 'Plan', exact: true }).click();
    await page.getByRole('button', { name: 'Release this plan' }).waitFor();
    fillUpdateDirectory(estate, '7.6.0');
    await page.getByRole('button', { name: 'Release this plan' }).click();
    const released = page.locator('.release .trouble, .start-plan .trouble').first();
    await released.waitFor();
    await picture(page, 'plan-refused');
    expect(await versions()).toEqual(['7.0.0', '7.0.0', '7.0.0']);
    misdeeds.refused.splice(0);
  });

  test('a failure shows at its cell with what to do', async () => {
    fillUpdateDirectory(estate, '8.0.0', { server2: 'fail=exit' });
    await open('/releases/new?mode=updateDirectory&apps=server');
    await page.getByLabel('When a host fails').selectOption('stop');
    await page.getByLabel('Hosts at a time').fill('1');
    await page.getByLabel('Failures allowed').fill('1');
    await page.getByRole('button', { name: 'Release without a plan' }).click();
    await page.locator('h1 .state', { hasText: 'Partial' }).waitFor();
    const line = page.locator('.matrix-line', { hasText: 'server2' });
    await line.locator('.matrix-end', { hasText: 'Rolled back' }).waitFor();
    await line.locator('.step.failed').waitFor();
    await page.getByRole('grid').focus();
    const failed = await line.locator('[role=gridcell]:has(.step.failed)').getAttribute('aria-colindex');
    const keys = ['ArrowDown', ...Array<string>(Number(failed) - 1).fill('ArrowRight')];
    for (const key of keys) await page.keyboard.press(key);
    await line.locator('[role=gridcell][data-active]:has(.step.failed)').waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('complementary').getByText('START_FAILED').first().waitFor();
    await picture(page, 'failure');
    await page.getByRole('complementary').getByText('How to fix:').first().waitFor();
    // Escape closes what Enter opened, and the sheet has the focus again.
    await page.keyboard.press('Escape');
    await page.getByRole('complementary').waitFor({ state: 'detached' });
    await page.locator('[role=grid]:focus').waitFor();
    expect(await versions()).toEqual(['8.0.0', '7.0.0', '8.0.0']);
  });

  test('roll back to a kept release, from the history of an app', async () => {
    await open('/targets/server1');
    await heading('server1').waitFor();
    await picture(page, 'app');
    await page.getByRole('button', { name: 'Roll back to this' }).first().press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByText(`Back to release ${first.slice(-8)}`).waitFor();
    await dialog.locator('.diff .changed').first().waitFor();
    await picture(page, 'roll-back');
    await dialog.getByRole('button', { name: 'Roll back' }).press('Enter');
    await heading(/^Roll back server1/).waitFor();
    await page.locator('h1 .state', { hasText: 'Succeeded' }).waitFor();
    expect(await versions()).toEqual(['7.0.0', '7.0.0', '8.0.0']);
  });

  test('upload a package and release it; the drift of an app is looked for', async () => {
    await open('/releases/new?mode=bundle&apps=server');
    const file = await pack('server-9.tar.gz', { VERSION: '9.0.0\n' });
    await page.getByLabel('Upload another').setInputFiles({ name: 'server-9.tar.gz', mimeType: '', buffer: file });
    await page
      .locator('select[name=bundle] option:checked', { hasText: 'server-9.tar.gz' })
      .waitFor({ state: 'attached' });
    await picture(page, 'package');
    await page.getByRole('button', { name: 'Release without a plan' }).click();
    await page.locator('h1 .state', { hasText: 'Succeeded' }).waitFor();
    expect(await versions()).toEqual(['9.0.0', '9.0.0', '9.0.0']);
    writeFileSync(join(realpathSync(estate.hosts[0]!.app.programLink), 'VERSION'), '9.0.0-patched\n');
    await open('/groups/server');
    await page.getByRole('button', { name: 'Check drift' }).click();
    await page.locator('h1 .state', { hasText: 'Succeeded' }).waitFor();
    await picture(page, 'drift');
    await open('/targets/server1');
    await page.locator('.drift .state.drift', { hasText: '1 file' }).waitFor();
    await picture(page, 'app-drifted');
  });

  test('cancel with the keyboard', async () => {
    const gate = await holdStage(estate);
    try {
      await open('/releases/new?mode=environment&from=uat&apps=server');
      await page.getByRole('button', { name: 'Release without a plan' }).click();
      await page.locator('.phases .running', { hasText: 'Stage' }).waitFor();
      await open('/releases');
      await page.locator('.card.now').waitFor();
      await picture(page, 'now');
      await page.locator('.card.now').press('Enter');
      await page.getByRole('button', { name: 'Stop…', exact: true }).waitFor();
      await page.keyboard.press('c');
      await page.getByRole('button', { name: 'Stop the release' }).focus();
      await page.keyboard.press('Enter');
      await page.locator('h1 .state', { hasText: 'Cancelled' }).waitFor();
    } finally {
      await gate.open();
    }
    await until('the leases being free', 20, async () => {
      return (await estate.rows('SELECT 1 FROM rexflow_leases WHERE request_id IS NOT NULL')).length === 0;
    });
  });

  test('everything can be reached with Tab, one sees where one is, and ? tells the keys', async () => {
    await open('/releases');
    await page.reload();
    await page.getByRole('link', { name: 'Release server' }).first().waitFor();
    const reached: string[] = [];
    for (let presses = 0; presses < 30; presses += 1) {
      await page.keyboard.press('Tab');
      const { name, seen } = await focused(page);
      expect(seen, `focus on ${name}`).toBe(true);
      reached.push(name);
    }
    expect(reached).toEqual(
      expect.arrayContaining([
        'Skip to content',
        'Home',
        'Groups',
        'Problems1 to be put right',
        'Chart',
        'Action',
        'Requested by',
      ]),
    );
    expect(reached).toContain('Release server');
    await page.evaluate('document.activeElement.blur()');
    await page.keyboard.press('?');
    await heading('Keyboard shortcuts').waitFor();
    await picture(page, 'keys');
    expect(await seriousFindings(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.keyboard.press('g');
    await page.keyboard.press('o');
    await heading(/^Hosts/).waitFor();
  });

  test.each([
    ['en', 'light', 1360],
    ['zh', 'dark', 1360],
    ['en', 'light', 1000],
    ['zh', 'light', 360],
    ['en', 'dark', 360],
  ] as const)(
    'every page in %s, %s, %i wide: readable, in its width, nothing serious for axe',
    async (language, theme, width) => {
      await page.setViewportSize({ width, height: width === 360 ? 740 : 860 });
      await page.evaluate(
        `localStorage.setItem('rexflow.language', '${language}'), localStorage.setItem('rexflow.theme', '${theme}')`,
      );
      await page.reload();
      const partial = String((await estate.rows("SELECT id FROM rexflow_requests WHERE outcome = 'partial'"))[0]?.id);
      for (const place of [...consolePages, `/releases/${partial}`]) {
        await open(place);
        await page.locator('main h1').waitFor();
        await until(`${place} being loaded`, 20, async () => (await page.locator('.waiting').count()) === 0);
        if (place === '/problems') await page.getByText(/odd1 (lacks|缺少) pro_key/).waitFor();
        const name = `${language}-${theme}-${width}-${place.split('/').filter(Boolean).join('-').slice(0, 20)}`;
        await picture(page, name);
        expect(await page.evaluate('document.documentElement.scrollWidth'), `${name} fits`).toBeLessThanOrEqual(width);
        expect(await wideElements(page), name).toEqual([]);
        expect(await seriousFindings(page), name).toEqual([]);
      }
    },
  );

  test('nothing was asked elsewhere, nothing was forbidden, nothing went wrong', () => {
    expect(misdeeds).toEqual({ errors: [], elsewhere: [], refused: [] });
  });
});
