import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Browser, Locator, Page } from 'playwright-core';
import { changeInit } from './support/changeInit.js';
import { seriousFindings } from './support/accessible.js';
import { browserOrReason, goTo, type Misdeeds, openBrowser, openConsole, picture } from './support/browser.js';
import { startEstate, type Estate } from './support/estate.js';
import { holdStage } from './support/gate.js';
import { expectRest, scenesOf } from './support/scene.js';
import { callerOf } from './support/rexflow.js';
import { fillUpdateDirectory } from './support/update.js';

const path = await browserOrReason();
const phone = { width: 390, height: 844 };
const desk = { width: 1360, height: 860 };

describe.skipIf(path === null)('what is half done is healed, and all is held, in a browser', () => {
  let estate: Estate;
  let browser: Browser;
  let page: Page;
  let misdeeds: Misdeeds;

  beforeAll(async () => {
    estate = await startEstate({
      apps: [{}, {}, {}],
      config: { rollout: { policy: 'stop' }, release: { start: 5, start_attempts: 1 } },
    });
    browser = await openBrowser(path!);
    ({ page, misdeeds } = await openConsole(browser, estate, { colorScheme: 'light' }));
  });
  afterAll(async () => {
    await browser?.close();
    await estate?.stop();
  });

  const heading = (name: string | RegExp) => page.getByRole('heading', { name });
  const succeeded = () => page.locator('h1 .state', { hasText: 'Succeeded' }).waitFor();
  const versions = async () => (await scenesOf(estate)).map(({ version }) => version);
  const mixedRow = (): Locator => page.locator('.row.attention', { hasText: 'Mixed' });
  /** What is shown is not wider than the window, and axe finds nothing that hinders. */
  async function expectWell(name: string): Promise<void> {
    await picture(page, name);
    expect(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(0);
    expect(await seriousFindings(page)).toEqual([]);
  }

  test('undo is suggested where the version itself failed; its dialog says what it does, and Enter leaves it', async () => {
    fillUpdateDirectory(estate, '1.0.0');
    await estate.rex({ action: 'release', k: 'server' });
    // It does not start on the second host, where what ran before is put back.
    fillUpdateDirectory(estate, '2.0.0', { server2: 'fail=exit' });
    await estate.rex({ action: 'release', k: 'server', batch: '1', max_failures: '1' });
    const row = mixedRow();
    await row.waitFor();
    await expect.poll(() => row.locator('.primary').textContent()).toBe('Undo');
    await expectWell('heal-home');
    await row.getByRole('button', { name: 'Undo' }).click();
    const dialog = page.getByRole('dialog', { name: /^Undo release/ });
    await dialog.getByRole('button', { name: 'Undo on 2 hosts' }).waitFor();
    await dialog.getByText(/^rexflow undo \w{8}$/).waitFor();
    await expect
      .poll(() => dialog.getByRole('row', { name: 'server1' }).textContent())
      .toMatch(/2\.0\.0 \w{8}→ 1\.0\.0 \w{8}$/);
    await expectWell('heal-undo');
    await dialog.getByRole('button', { name: 'Leave it as it is' }).and(page.locator(':focus')).press('Enter');
    await dialog.waitFor({ state: 'detached' });
    expect(await versions()).toEqual(['2.0.0', '1.0.0', '2.0.0']);
  });

  test('on a phone, from the page of the group, the release is undone', async () => {
    await page.setViewportSize(phone);
    await goTo(page, '/groups/server');
    const banner = page.locator('.mixed-banner');
    await banner.getByText('server runs several releases').waitFor();
    await expectWell('heal-group-phone');
    await banner.getByRole('button', { name: 'Undo' }).click();
    const dialog = page.getByRole('dialog', { name: /^Undo release/ });
    await dialog.getByRole('button', { name: 'Undo on 2 hosts' }).waitFor();
    await dialog.getByText('Directories on the hosts').click();
    await dialog.getByText(/^server1: .*\/html_\d+_\d+ → .*\/html_\d+_\d+$/).waitFor();
    await expectWell('heal-undo-phone');
    await dialog.getByRole('button', { name: 'Undo on 2 hosts' }).click();
    await heading(/^Roll back server/).waitFor();
    await succeeded();
    expect(await versions()).toEqual(['1.0.0', '1.0.0', '1.0.0']);
    await page.setViewportSize(desk);
  });

  test('from its own page a release is finished; where the version still fails, that is told, and can be done again', async () => {
    fillUpdateDirectory(estate, '3.0.0', { server2: 'mark=3' });
    const refusing = `start) if grep -q '^mark=3$' "$config_link/app.properties"; then exit 1; fi; start ;;`;
    const putBack = changeInit(estate.hosts[1]!, 'start) start ;;', refusing);
    await estate.rex({ action: 'release', k: 'server', batch: '1', max_failures: '1' });
    await goTo(page, '/');
    await mixedRow().waitFor();
    await mixedRow().locator('.row-subject').click();
    const banner = page.locator('.mixed-banner');
    await banner.getByText('Left so by release').getByRole('link').click();
    await heading(/^Release server/).waitFor();
    await banner.getByText(/^rexflow finish \w{8}$/).waitFor();
    await expectWell('heal-release');
    await banner.getByRole('button', { name: 'Finish' }).click();
    const dialog = page.getByRole('dialog', { name: /^Finish release/ });
    await dialog.getByRole('button', { name: 'Finish on 1 host' }).waitFor();
    await expectWell('heal-finish');
    await dialog.getByRole('button', { name: 'Finish on 1 host' }).click();
    // It does not start this time either: its own page says so, and the hosts are as they were.
    await page.locator('.facts', { hasText: 'retry of' }).waitFor();
    await page.locator('h1 .state', { hasText: 'Failed' }).waitFor();
    expect(await versions()).toEqual(['3.0.0', '1.0.0', '3.0.0']);
    putBack();
    await goTo(page, '/');
    await mixedRow().getByRole('button', { name: 'Undo' }).waitFor();
    await mixedRow().getByRole('button', { name: 'Finish' }).waitFor();
    await mixedRow().getByRole('link', { name: 'server' }).click();
    await heading(/^server /).waitFor();
    await banner.getByRole('button', { name: 'Finish' }).click();
    await dialog.getByRole('row', { name: /^server2 .* 3\.0\.0 \w{8}$/ }).waitFor();
    await dialog.getByRole('button', { name: 'Finish on 1 host' }).click();
    await succeeded();
    expect(await versions()).toEqual(['3.0.0', '3.0.0', '3.0.0']);
    await goTo(page, '/groups/server');
    await page.locator('h1 .state', { hasText: 'Uniform' }).waitFor();
    await expect.poll(() => banner.count()).toBe(0);
    await goTo(page, '/');
    await page.getByText('Nothing needs attention').waitFor();
    await expectRest(estate);
  });

  test('a host that comes back into service is brought to what its group runs', async () => {
    const { host } = estate.hosts[1]!.app;
    const out = { method: 'PUT', body: JSON.stringify({ reason: 'disk' }) };
    const headers = { Authorization: `Bearer ${estate.token}`, 'Content-Type': 'application/json' };
    expect((await estate.call(`/v1/hosts/${host}/outage`, { ...out, headers })).status).toBe(200);
    fillUpdateDirectory(estate, '4.0.0');
    await estate.rex({ action: 'release', k: 'server' });
    // Nothing of it is to be brought.
    fillUpdateDirectory(estate, '5.0.0');
    // What an outage left mixed is offered to be finished, at home as on the page of the group.
    await goTo(page, '/');
    await mixedRow().getByRole('button', { name: 'Finish' }).waitFor();
    expect(await mixedRow().locator('.row-actions button').allTextContents()).toEqual(['Finish']);
    await goTo(page, `/hosts/${host}`);
    await page.getByRole('button', { name: 'Bring back into service' }).click();
    await page.getByText('server2: most of the others of server run something else (4.0.0 on 2).').waitFor();
    await expectWell('host-behind');
    await page.getByRole('button', { name: 'Bring to what its group runs' }).click();
    const dialog = page.getByRole('dialog', { name: /^Finish release/ });
    await dialog.getByRole('row', { name: /^server2 .* 4\.0\.0 \w{8}$/ }).waitFor();
    await dialog.getByRole('button', { name: 'Finish on 1 host' }).click();
    await heading(/^Release server/).waitFor();
    await succeeded();
    expect(await versions()).toEqual(['4.0.0', '4.0.0', '4.0.0']);
    await goTo(page, '/');
    await page.getByText('Nothing needs attention').waitFor();
    await goTo(page, `/hosts/${host}`);
    await heading(/^What changed this week/).waitFor();
    await page.getByText('server2').first().waitFor();
    await expect.poll(() => page.locator('.behind').count()).toBe(0);
  });

  test('a hold is told on every page with who and why, and ended there', async () => {
    const held = await callerOf(estate, { REXFLOW_URL: estate.url, REXFLOW_TOKEN: estate.token }).call(
      ...['hold', '--reason', 'the disk of the database is full'],
    );
    expect(held.status, held.stderr).toBe(0);
    const banner = page.locator('.hold');
    await banner.getByText('the disk of the database is full').waitFor();
    await expectWell('hold');
    await page.setViewportSize(phone);
    await goTo(page, '/releases');
    await heading(/^Releases/).waitFor();
    await expectWell('hold-phone');
    await banner.getByRole('button', { name: 'End the hold' }).click();
    await banner.waitFor({ state: 'detached' });
    await page.setViewportSize(desk);
  });

  test('a release is paused and continued, and whoever stops one says what becomes of what is switched', async () => {
    const gate = await holdStage(estate);
    fillUpdateDirectory(estate, '6.0.0');
    const job = String((await estate.rex({ action: 'release', k: 'server', batch: '1', async: '1' })).at('job'));
    await goTo(page, `/releases/${job}`);
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByText('Paused by admin').waitFor();
    await gate.open();
    await page.getByText(/somebody to let it go on, since admin paused it/).waitFor();
    await expectWell('paused');
    await page.setViewportSize(phone);
    await expectWell('paused-phone');
    await page.getByRole('button', { name: 'Stop…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Stop this release?' });
    const choice = dialog.getByLabel('Hosts that are switched by now:');
    expect(await choice.locator('option').allTextContents()).toEqual([
      ...['as the policy says', 'go back', 'keep the new release'],
    ]);
    await choice.selectOption('keep');
    await expectWell('stop-phone');
    await page.setViewportSize(desk);
    await dialog.getByRole('button', { name: 'Let it run' }).click();
    await page.getByRole('button', { name: 'Continue' }).click();
    await succeeded();
    expect(await versions()).toEqual(['6.0.0', '6.0.0', '6.0.0']);
  });

  test('nothing was asked elsewhere, nothing was forbidden, nothing went wrong', () => {
    expect(misdeeds).toEqual({ errors: [], elsewhere: [], refused: [] });
  });
});
