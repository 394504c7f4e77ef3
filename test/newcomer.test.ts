import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { seriousFindings } from './support/accessible.js';
import { browserOrReason, goTo, type Misdeeds, openBrowser, openPage, picture } from './support/browser.js';
import { startEstate, type Estate } from './support/estate.js';
import { pack } from './support/pack.js';
import { liveOf } from './support/seen.js';

const path = await browserOrReason();

describe.skipIf(path === null)('somebody new to rexflow, in a browser and nowhere else', () => {
  let estate: Estate;
  let browser: Browser;
  let page: Page;
  let misdeeds: Misdeeds;

  beforeAll(async () => {
    estate = await startEstate({ apps: [{ name: 'shop-1' }, { name: 'shop-2' }] });
    // The hosts are there, and rexflow knows of nothing.
    await estate.sql.query('DELETE FROM pre_server_detail');
    browser = await openBrowser(path!);
    ({ page, misdeeds } = await openPage(browser, estate.url, { locale: 'en-GB', colorScheme: 'light' }));
  });
  afterAll(async () => {
    await browser?.close();
    await estate?.stop();
  });

  const heading = (name: string | RegExp) => page.getByRole('heading', { name });
  const field = (name: string) => page.getByLabel(name, { exact: true });
  const versions = () => Promise.all(estate.hosts.map(async (host) => (await estate.served(host))?.version));
  const succeeded = () => page.locator('h1 .state', { hasText: 'Succeeded' }).waitFor();

  /** Uploads a package in the form of a new release, looks at its plan and releases it; `meet` is what stands in the way of a plan. */
  async function release(version: string, meet: () => Promise<void> = () => Promise.resolve()): Promise<void> {
    await page.getByRole('checkbox', { name: /^shop 2 targets/ }).check();
    await page.getByRole('radio', { name: /^Uploaded package/ }).check();
    const bytes = await pack('shop.tgz', { VERSION: `${version}\n`, 'lib/more.txt': version });
    await page
      .getByLabel('Upload another')
      .setInputFiles({ name: `shop-${version}.tgz`, mimeType: 'application/gzip', buffer: bytes });
    await page
      .locator('select[name=bundle] option:checked', { hasText: `shop-${version}.tgz` })
      .waitFor({ state: 'attached' });
    await page.getByRole('button', { name: 'Plan', exact: true }).click();
    await meet();
    const plan = page.locator('.start-plan');
    await plan.getByRole('button', { name: 'Release this plan' }).or(plan.locator('.trouble')).first().waitFor();
    await expect.poll(() => plan.locator('.trouble').allTextContents()).toEqual([]);
    await plan.getByRole('button', { name: 'Release this plan' }).click();
    await heading(/^Release shop/).waitFor();
    await succeeded();
  }

  test('an empty rexflow says the three steps', async () => {
    await page.goto(`${estate.url}/`);
    await field('User').fill('admin');
    await field('Password').fill(estate.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await heading('First steps').waitFor();
    await expect
      .poll(() => page.locator('.steps li:not(.done) b').allTextContents())
      .toEqual(['Add hosts', 'Add a group', 'Release']);
    expect(await seriousFindings(page)).toEqual([]);
    await picture(page, 'newcomer-empty');
  });

  test('the wizard meets two hosts, their keys are compared, and they are added', async () => {
    for (const [index, { sshd }] of estate.hosts.entries()) {
      await goTo(page, '/');
      await page.locator('.steps').getByText('Add hosts').first().waitFor();
      await goTo(page, '/hosts/add');
      await field('Names, or a range').fill(`web-${index + 1}`);
      await field('Addresses, or a range').fill(sshd.address);
      await field('Login').fill(sshd.user);
      await field('Port').fill(String(sshd.port));
      await page.getByRole('button', { name: 'Look at 1 host' }).click();
      await page.getByRole('button', { name: `Approve the key of web-${index + 1}` }).click();
      await page.getByRole('row').getByText('Ready', { exact: true }).waitFor();
      await picture(page, 'newcomer-hosts');
      await page.getByRole('button', { name: 'Add 1 ready host' }).click();
      await page.getByText('Added', { exact: true }).waitFor();
    }
    await goTo(page, '/');
    await page.locator('.steps li.done', { hasText: 'Add hosts' }).waitFor();
  });

  test('a form makes a group with its two targets', async () => {
    await page.getByRole('link', { name: 'Add a group' }).click();
    await heading('New group').waitFor();
    await field('Name of the group').fill('shop');
    for (const [index, { app }] of estate.hosts.entries()) {
      if (index > 0) await page.getByRole('button', { name: 'One more target' }).click();
      const row = page.locator('.new-target').nth(index);
      await row.getByLabel('Target', { exact: true }).fill(app.name);
      await row.getByLabel('Host', { exact: true }).fill(`web-${index + 1}`);
      await row.getByLabel('Port', { exact: true }).fill(String(app.port));
    }
    await field('Program').fill(join(estate.dir, '{app}/html'));
    await field('Configuration').fill(join(estate.dir, '{app}/conf'));
    await field('Init script').fill(join(estate.dir, '{app}/init'));
    await field('Word of its processes').fill('demoapp-{app}-{port}');
    await field('Names at its top').fill('VERSION\nlib');
    await picture(page, 'newcomer-group');
    await page.getByRole('button', { name: 'Add the group' }).click();
    await heading(/^shop /).waitFor();
    await expect
      .poll(() => page.locator('table.targets tbody th .line-link').allTextContents())
      .toEqual(['shop-1', 'shop-2']);
  });

  test('a first release from an uploaded archive, and its version is seen', async () => {
    await page.getByRole('link', { name: 'New release' }).first().click();
    await heading('New release').waitFor();
    await release('2.0.0');
    expect(await versions()).toEqual(['2.0.0', '2.0.0']);
    await goTo(page, '/');
    await page.locator('table.groups .version-name', { hasText: '2.0.0' }).waitFor();
    await picture(page, 'newcomer-released');
  });

  test('a change by hand is found', async () => {
    const live = liveOf(estate.hosts[1]!.app).program;
    mkdirSync(join(live, 'lib'), { recursive: true });
    writeFileSync(join(live, 'lib/more.txt'), 'changed by hand');
    await goTo(page, '/groups/shop');
    await page.getByRole('button', { name: 'Check drift' }).click();
    await heading(/^Drift check shop/).waitFor();
    await succeeded();
    await goTo(page, '/');
    const row = page.locator('.row.attention', { hasText: 'Drifted' });
    await row.getByText('1 file changed by hand on shop-2').waitFor();
    await picture(page, 'newcomer-drift');
  });

  test('the next release names it and waits for a decision, puts it right, and is rolled back', async () => {
    await goTo(page, '/releases/new');
    await heading('New release').waitFor();
    await release('2.1.0', async () => {
      const refused = page.locator('.start-plan .trouble', { hasText: 'DRIFTED' });
      await refused.getByText('program/lib/more.txt').waitFor();
      await expect.poll(() => page.getByRole('button', { name: 'Release this plan' }).isDisabled()).toBe(true);
      await page.getByText('It cannot be released: 1 host would refuse it').waitFor();
      await picture(page, 'newcomer-drifted');
      await page.getByLabel('Files changed by hand').selectOption('replace them');
      await refused.waitFor({ state: 'detached' });
      await page.getByRole('button', { name: 'Plan', exact: true }).click();
    });
    expect(await versions()).toEqual(['2.1.0', '2.1.0']);
    await goTo(page, '/');
    await page.getByText('Nothing needs attention: 1 group, 2 targets.').waitFor();
    await page.keyboard.press('b');
    await page.keyboard.type('shop');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('radio', { checked: true }).waitFor();
    await picture(page, 'newcomer-back');
    await dialog.getByRole('button', { name: 'Roll back 2 hosts' }).click();
    await heading(/^Roll back shop/).waitFor();
    await succeeded();
    expect(await versions()).toEqual(['2.0.0', '2.0.0']);
  });

  test('nothing was asked elsewhere, nothing was forbidden, nothing went wrong', () => {
    expect(misdeeds).toEqual({ errors: [], elsewhere: [], refused: [] });
  });
});
