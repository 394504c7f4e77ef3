import { mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writtenLayouts } from '../packages/release/src/testing/writtenLayouts.js';
import { seriousFindings } from './support/accessible.js';
import { browserOrReason, openBrowser, openConsole, picture } from './support/browser.js';
import { askJson } from './support/described.js';
import { startEstate, type Estate } from './support/estate.js';
import { settledJob } from './support/job.js';

const path = await browserOrReason();

describe.skipIf(path === null)('layouts of other tools in the console', () => {
  let browser: Browser;
  let estate: Estate;
  let root: string;
  beforeAll(async () => {
    [browser, estate] = await Promise.all([openBrowser(path!), startEstate({ apps: [{}] })]);
    const { app, sshd } = estate.hosts[0]!;
    root = join(app.dir, 'more/shop');
    const files = join(app.dir, 'more/files');
    mkdirSync(join(root, 'shared/public/uploads'), { recursive: true });
    mkdirSync(join(files, 'public'), { recursive: true });
    writeFileSync(join(root, 'shared/.env'), 'SECRET=1\n');
    writeFileSync(join(files, 'index.html'), 'one');
    writtenLayouts.deployer({ root, number: 1, files, keptFiles: '.env', keptDirs: 'public/uploads' });
    const fleet = {
      version: 1,
      hosts: { 'web-1': { address: app.host, login: { user: sshd.user, port: sshd.port } } },
      groups: {
        shop: {
          ...{ paths: { program: root }, service: { type: 'none' }, package: { top: ['index.html', 'public'] } },
          apps: { 'shop-1': { host: 'web-1' } },
        },
      },
    };
    const applied = await askJson(estate, 'POST', '/v1/fleet', { documents: [fleet] });
    expect(applied.status, JSON.stringify(applied.body)).toBe(200);
    // The key of the host is taken at first contact, which a look is not.
    const doctor = await askJson(estate, 'POST', '/v1/actions', { action: 'doctor', parameters: { k: 'shop' } });
    await settledJob(estate, doctor.at('id'));
  });
  afterAll(async () => {
    await browser?.close();
    await estate?.stop();
  });

  const program = async (): Promise<unknown> =>
    (await askJson(estate, 'GET', '/v1/groups/shop')).at('settings.paths.program');

  test('an address opens what was recognised, elsewhere and there, and it is set by what was shown', async () => {
    const { page, misdeeds } = await openConsole(browser, estate, { place: '/groups/shop/settings?adopt=1' });
    try {
      const dialog = page.getByRole('dialog');
      await dialog.getByText('has Deployer:').waitFor();
      await dialog
        .getByText(realpathSync(join(root, 'current')), { exact: true })
        .first()
        .waitFor();
      await dialog.getByText(`Shared, and left where it is in ${root}/shared:`).waitFor();
      expect(await dialog.locator('pre.yaml').textContent()).toContain(`program: ${root}/current`);
      expect(await dialog.locator('code.command').textContent()).toMatch(
        /^rexflow adopt shop --apply --plan [0-9a-f]{64}$/,
      );
      await picture(page, 'adopt');
      expect(await seriousFindings(page)).toEqual([]);
      const set = dialog.getByRole('button', { name: 'Set this' });

      // Nothing is set of what cannot be recognised.
      await dialog.getByLabel(/^Directory the other tool/).fill(`${root}/nowhere`);
      await dialog.getByRole('button', { name: 'Look there' }).click();
      await dialog.getByText('It cannot be taken over as it is:').waitFor();
      expect(await set.isDisabled()).toBe(true);
      await dialog.getByLabel(/^Directory the other tool/).fill(root);
      await dialog.getByRole('button', { name: 'Look there' }).click();
      await dialog.getByText('has Deployer:').waitFor();
      expect(await program()).toBe(root);
      await set.click();
      await page.getByText('Set for shop.').waitFor();
      expect(await program()).toBe(`${root}/current`);
      await dialog.waitFor({ state: 'detached' });

      await page.evaluate("localStorage.setItem('rexflow.language', 'zh')");
      await page.reload();
      await dialog.getByText('无需设置：现有设置已完整。').waitFor();
      await dialog.getByText(/撤销首次发布时回到这里/).waitFor();
      expect(misdeeds).toEqual({ errors: [], elsewhere: [], refused: [] });
    } finally {
      await page.context().close();
    }
  });
});
