import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { seriousFindings } from './support/accessible.js';
import { browserOrReason, goTo, type Misdeeds, openBrowser, openConsole, picture } from './support/browser.js';
import { startEstate, type Estate } from './support/estate.js';
import { fillUpdateDirectory } from './support/update.js';

const path = await browserOrReason();

describe.skipIf(path === null)('releases compared, and the environments, in the console', () => {
  let estate: Estate;
  let browser: Browser;
  let page: Page;
  let misdeeds: Misdeeds;
  let second: string;

  beforeAll(async () => {
    estate = await startEstate({
      apps: [{}, {}],
      uat: { version: '3.0.0' },
      prepare: async (sql) => {
        // The records of RexDeployV3 in uat: it released something that is newer than all that is released here.
        await sql.query(
          `CREATE TABLE uat.pre_deploy_manage (id INT PRIMARY KEY, deploy_key VARCHAR(64), deploy_people VARCHAR(64),
             deloy_prodir_after VARCHAR(255), end_time DATETIME, processNumber INT)`,
        );
        await sql.query(
          "INSERT INTO uat.pre_deploy_manage VALUES (1, 'server1', 'li', '/www/html_20990624_160902', '2099-06-24 16:09:02', 1)",
        );
      },
      lead: (sections) => {
        const { prod, uat } = sections.environments as Record<string, object>;
        const environments = { uat, prod: { ...prod, sources: ['uat'], production: true } };
        return Promise.resolve({ ...sections, environments });
      },
    });
    for (const [version, port] of [
      ['1.0.0', '1'],
      ['2.0.0', '2'],
    ] as const) {
      fillUpdateDirectory(estate, version, { server1: `port=${port}\npassword=geheim${port}` });
      const answer = await estate.rex({ action: 'release', k: 'server' });
      expect(answer.at('code')).toBe('0');
      second = String(answer.at('job'));
    }
    browser = await openBrowser(path!);
    ({ page, misdeeds } = await openConsole(browser, estate, { colorScheme: 'light' }));
  });
  afterAll(async () => {
    await browser?.close();
    await estate?.stop();
  });

  test('home shows groups by environments in one table, and a click opens the plan of what is ahead', async () => {
    const row = page.locator('table.by-environment tbody tr', { hasText: 'server' });
    await row.getByText('2.0.0').waitFor();
    await row.getByText('2099-06-24 16:09:02', { exact: true }).first().waitFor();
    await page.locator('.environment-name.production', { hasText: 'prod' }).waitFor();
    await expect.poll(() => page.locator('main table').count()).toBe(1);
    await expect.poll(() => row.getByRole('cell').nth(1).textContent()).toMatch(/2\.0\.0.*→ 2099-06-24 16:09:02/);
    await picture(page, 'environments');
    expect(await seriousFindings(page)).toEqual([]);
    await row.getByRole('link', { name: /Promote from uat/ }).click();
    await page.getByRole('heading', { name: 'New release' }).waitFor();
    await expect.poll(() => page.locator('[name="from"]').inputValue()).toBe('uat');
  });

  test('a plan by which data of a live release moves waits for who agrees to that', async () => {
    const adopts = [{ path: '.env', kind: 'file', from: '/a/.env', to: '/a.shared/.env', bytes: 4096, entries: 1 }];
    const plans = /\/v1\/releases\/.*plan/;
    await page.route(plans, async (route) => {
      const answered = await route.fetch();
      const plan = (await answered.json()) as { apps?: object[] };
      await route.fulfill({
        response: answered,
        json: { ...plan, apps: plan.apps?.map((app) => ({ ...app, adopts })) },
      });
    });
    await page.getByRole('button', { name: 'Plan', exact: true }).click();
    const release = page.getByRole('button', { name: 'Release this plan' });
    await release.waitFor();
    expect(await release.isDisabled()).toBe(true);
    await picture(page, 'plan-adopts');
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole('checkbox', { name: 'Move them with this release' }).check();
    expect(await release.isDisabled()).toBe(false);
    await page.unroute(plans);
  });

  test('a release leads to what it changed: files, configuration as text without secrets, commits', async () => {
    await goTo(page, `/releases/${second}`);
    await page.getByRole('link', { name: 'Compare', exact: true }).click();
    const files = page.getByRole('region', { name: 'Files' });
    await files.locator('details', { hasText: 'Program server' }).locator('summary').click();
    await files.getByText('VERSION').waitFor();
    await page.getByRole('button', { name: 'Show the text' }).click();
    await page.locator('.patch', { hasText: '+port=2' }).getByText('+password=***').waitFor();
    await page.getByRole('region', { name: 'Commits' }).getByRole('link', { name: '2.0.0' }).waitFor();
    await picture(page, 'compare');
    expect(await page.content()).not.toContain('geheim');
    expect(await seriousFindings(page)).toEqual([]);
  });

  test('what cannot be compared is told, and nothing went wrong', async () => {
    await goTo(page, '/compare');
    await page.getByText('Name two releases of one group.').waitFor();
    await page.getByLabel('Release', { exact: true }).fill('server@1.0.0');
    await page.getByLabel('With', { exact: true }).fill('server@live');
    await page.getByRole('button', { name: 'Compare', exact: true }).click();
    await page.getByRole('region', { name: 'Files' }).waitFor();
    expect(misdeeds).toEqual({ errors: [], elsewhere: [], refused: [] });
    await goTo(page, '/compare?from=server@9&to=server@live');
    await page.getByRole('alert').getByText('COMPARE_UNKNOWN').waitFor();
  });
});
