import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { seriousFindings } from './support/accessible.js';
import { browserOrReason, goTo, type Misdeeds, openBrowser, openConsole, picture } from './support/browser.js';
import { startEstate, type Answer, type Estate } from './support/estate.js';
import { gateOf } from './support/latch.js';
import { expectTakenAway } from './support/leftBehind.js';
import { fillUpdateDirectory } from './support/update.js';

const path = await browserOrReason();

describe.skipIf(path === null)('the forms for groups and apps', () => {
  let estate: Estate;
  let browser: Browser;
  let page: Page;
  let misdeeds: Misdeeds;

  beforeAll(async () => {
    estate = await startEstate({ apps: [{}, {}], config: { rollout: { groups: { server: { batch: '1' } } } } });
    browser = await openBrowser(path!);
    ({ page, misdeeds } = await openConsole(browser, estate, { colorScheme: 'light' }));
    await page.getByRole('heading', { name: 'Home' }).waitFor();
  });
  afterAll(async () => {
    await browser?.close();
    await estate?.stop();
  });

  const v1 = (method: string, place: string, body?: unknown): Promise<Answer> =>
    estate.call(`/v1${place}`, {
      method,
      headers: { Authorization: `Bearer ${estate.token}`, 'Content-Type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const settingsOf = async (place: string) => (await v1('GET', place)).body as Record<string, unknown>;
  const field = (name: string) => page.getByLabel(name, { exact: true });
  const setting = (key: string) =>
    page.locator('.setting', { has: page.locator(`.setting-head code:text-is("${key}")`) });
  const save = () => page.getByRole('button', { name: 'Save', exact: true });
  const says = () => page.locator('.save-says');

  test('a group has a form of every setting, with where each is said; what config.yml says is locked', async () => {
    await goTo(page, '/groups/server/settings');
    await field('Note').waitFor();
    await expect.poll(() => setting('paths.layout').locator('.origin').textContent()).toBe('built in');
    await expect.poll(() => setting('paths.layout').locator('select').inputValue()).toBe('');
    await expect.poll(() => setting('rollout.maxFailures').locator('.origin').textContent()).toBe('installation');
    await expect.poll(() => setting('rollout.batch').locator('input').isDisabled()).toBe(true);
    await expect.poll(() => setting('rollout.batch').locator('.origin').textContent()).toBe('config.yml');
    await expect.poll(() => save().isDisabled()).toBe(true);
    expect(await seriousFindings(page)).toEqual([]);
    await picture(page, 'group-settings');
  });

  test('what is typed is shown as the file would say it, with the targets it changes, and saved', async () => {
    await field('Note').fill('for {app} at {host}');
    await setting('note')
      .getByText(/^on server1: for server1 at 127\./)
      .waitFor();
    await field('Failures allowed').fill('25%');
    await says().getByText('Changes server and with it 2 targets: server1, server2.').waitFor();
    await expect
      .poll(() => page.locator('.setting-difference .plus').allTextContents())
      .toEqual(['+ note: for {app} at {host}\n', '+ rollout:\n', '+   maxFailures: 25%\n']);
    await picture(page, 'group-settings-changed');
    const answer = gateOf();
    await page.route(/\/v1\/groups\/server$/, async (route) => {
      await answer.opened;
      await route.continue();
    });
    await save().click();
    await page.getByText('server is saved.').waitFor();
    // Typed before the page has what was saved: it stays.
    await field('Title').fill('typed on');
    answer.open();
    await says()
      .getByText(/^Changes server/)
      .waitFor();
    await expect
      .poll(() => page.locator('.setting-difference .plus').allTextContents())
      .toEqual(['+ title: typed on\n']);
    await page.getByRole('button', { name: 'Discard', exact: true }).click();
    await says().getByText('Nothing is changed.').waitFor();
    await expect.poll(() => field('Title').inputValue()).toBe('');
    await page.unroute(/\/v1\/groups\/server$/);
    expect(await settingsOf('/groups/server')).toMatchObject({
      settings: { note: 'for {app} at {host}', rollout: { maxFailures: '25%' } },
    });
    // Without it the installation decides again.
    await setting('rollout.maxFailures').getByText('Without it: 0 (installation)').waitFor();
  });

  test('what does not fit stands at its field, and can be put right there', async () => {
    await field('Program').fill('relative/{ap}');
    await setting('paths.program').locator('.bad-text').first().waitFor();
    await expect.poll(() => field('Program').getAttribute('aria-invalid')).toBe('true');
    await says()
      .getByText(/problems? stands? in the way/)
      .waitFor();
    await expect.poll(() => page.locator('.setting-list a', { hasText: 'Paths' }).locator('.bad-text').count()).toBe(1);
    expect(await seriousFindings(page)).toEqual([]);
    await picture(page, 'group-settings-wrong');
    await page.getByRole('button', { name: 'Clear Program' }).click();
    await says().getByText('Nothing is changed.').waitFor();
  });

  test('what somebody else saved meanwhile is decided field by field', async () => {
    await field('Note').fill('mine');
    await field('Kind of program').fill('node');
    await says()
      .getByText(/^Changes server/)
      .waitFor();
    await v1('PATCH', '/groups/server', { note: 'theirs', title: 'Shop' });
    await save().click();
    const both = page.getByRole('alert');
    await both.getByText('Somebody else changed the same setting.').waitFor();
    await both.and(page.locator(':focus')).waitFor();
    // What only they changed is there, what only I changed, too.
    await expect.poll(() => field('Title').inputValue()).toBe('Shop');
    await expect.poll(() => field('Kind of program').inputValue()).toBe('node');
    await expect.poll(() => save().isDisabled()).toBe(true);
    await picture(page, 'group-settings-conflict');
    expect(await seriousFindings(page)).toEqual([]);
    await both.getByLabel(/Take theirs/).check();
    await both.getByRole('button', { name: 'Go on with this' }).click();
    await save().click();
    // That it is saved is still said of the time before.
    await expect
      .poll(() => settingsOf('/groups/server'))
      .toMatchObject({ settings: { note: 'theirs', title: 'Shop', kind: 'node' } });
  });

  test('as YAML an unknown key is named with the nearest known one, which a click puts there', async () => {
    await page.getByRole('button', { name: 'YAML' }).click();
    const text = page.getByLabel(/^Own settings/);
    await expect.poll(() => text.inputValue()).toContain('title: Shop\n');
    await text.fill('title: Shop\nnote: "x\nkind: node\n');
    await page.getByText(/^Line 2 has a quote/).waitFor();
    await text.fill('title: Shop\nkind: node\nrolout:\n  maxFailures: 1\n');
    await page.getByRole('button', { name: 'Replace by rollout' }).click();
    await expect.poll(() => text.inputValue()).toContain('rollout:\n  maxFailures: 1\n');
    await says()
      .getByText(/^Changes server/)
      .waitFor();
    await picture(page, 'group-settings-yaml');
    expect(await seriousFindings(page)).toEqual([]);
    await save().click();
    await page.getByRole('button', { name: 'Form' }).click();
    await expect.poll(() => settingsOf('/groups/server')).toMatchObject({ settings: { rollout: { maxFailures: 1 } } });
    await page.getByRole('button', { name: 'Resolved' }).click();
    const row = page.locator('table.resolved tr', { hasText: 'rollout.maxFailures' });
    await row.getByText('group', { exact: true }).waitFor();
    await picture(page, 'group-settings-resolved');
    expect(await seriousFindings(page)).toEqual([]);
  });

  test('a group with targets is not removed, and the dialog says why', async () => {
    await page.getByRole('button', { name: 'Remove…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Remove group server' });
    await dialog.getByText(/cannot be removed while it has apps: server1, server2/).waitFor();
    await expect.poll(() => dialog.getByRole('button', { name: 'Remove the group' }).isDisabled()).toBe(true);
    await picture(page, 'remove-refused');
    await dialog.getByRole('button', { name: 'Keep it' }).click();
  });

  test('an app shows what its group gives, and what takes the place of a value of its own', async () => {
    await goTo(page, '/targets/server1/settings');
    await field('Note').waitFor();
    await expect.poll(() => setting('kind').locator('.origin').textContent()).toBe('group');
    await field('Kind of program').fill('tomcat');
    await says().getByText('Changes server1.').waitFor();
    await save().click();
    await setting('kind').getByText('Without it: node (group)').waitFor();
    await picture(page, 'app-settings');
    expect(await seriousFindings(page)).toEqual([]);
  });

  test('a new group comes with its first targets, all or nothing', async () => {
    await goTo(page, '/groups');
    await page.getByRole('link', { name: 'New group' }).first().click();
    await page.getByRole('heading', { name: 'New group' }).waitFor();
    await page.getByRole('button', { name: 'Add the group' }).click();
    await page.getByText('It needs a name.').waitFor();
    await field('Name of the group').fill('shop');
    await field('Target').fill('shop-[1..2]');
    await field('Host').fill('10.9.0.[1..2]');
    await field('Program').fill('/srv/{app}/current');
    await page.getByRole('button', { name: 'Add the group' }).click();
    // What a first release needs is asked for at its field.
    await page.locator('.bad-text').first().waitFor();
    await picture(page, 'new-group-wrong');
    await field('Configuration').fill('/srv/{app}/config');
    await field('Init script').fill('/etc/init.d/{app}');
    await field('Word of its processes').fill('{app}');
    await page.getByRole('button', { name: 'Add the group' }).click();
    await page.getByRole('heading', { name: /^shop / }).waitFor();
    await expect
      .poll(() => page.locator('table.targets tbody th .line-link').allTextContents())
      .toEqual(['shop-1', 'shop-2']);
    await page.getByRole('link', { name: 'New target' }).click();
    await field('Name of the target').fill('shop-2');
    await field('Host').fill('10.9.0.3');
    await setting('paths.program').locator('input[placeholder="/srv/shop-2/current"]').waitFor();
    await page.getByRole('button', { name: 'Add the target' }).click();
    await page.getByText('There is a target shop-2 already.').waitFor();
    await field('Name of the target').fill('shop-3');
    await picture(page, 'new-app');
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Add the target' }).click();
    await page.getByRole('heading', { name: /^shop-3 / }).waitFor();
    expect(await settingsOf('/apps/shop-3/settings')).toMatchObject({ entry: { group: 'shop', host: '10.9.0.3' } });
    await page.getByRole('link', { name: 'Settings', exact: true }).click();
    await page.getByRole('button', { name: 'Remove…' }).click();
    await page.getByRole('button', { name: 'Remove the target' }).click();
    await page.getByText('shop-3 is removed.').waitFor();
    expect((await v1('GET', '/apps/shop-3/settings')).status).toBe(404);
  });

  test('a target that is live is taken away from its host first', async () => {
    fillUpdateDirectory(estate, '2.0.0');
    expect((await estate.rex({ action: 'release', k: 'server' })).at('code')).toBe('0');
    await goTo(page, '/targets/server2/settings');
    await page.getByRole('button', { name: 'Remove…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Remove target server2' });
    await dialog.getByText(/set enabled to false first/).waitFor();
    await dialog.getByLabel('Stop it, and take away what rexflow made of it on its host').check();
    await dialog.getByText('Its 1 process is stopped.').waitFor();
    await picture(page, 'remove-from-host');
    expect(await seriousFindings(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Take it away' }).click();
    await page.getByText('server2 is removed.').waitFor();
    expect((await v1('GET', '/apps/server2/settings')).status).toBe(404);
    expect(await estate.served(estate.hosts[1]!)).toBeNull();
  });

  test('what a target left on the host it was on before is named, and taken away while the target stays', async () => {
    await expectTakenAway(estate, page);
  });

  test('in Chinese, dark, and on a phone the form stays one', async () => {
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.keyboard.press('Shift+L');
    await goTo(page, '/groups/server/settings');
    await page.getByLabel('备注', { exact: true }).waitFor();
    await picture(page, 'group-settings-zh-dark');
    expect(await seriousFindings(page)).toEqual([]);
    await page.setViewportSize({ width: 390, height: 844 });
    await picture(page, 'group-settings-phone');
    const wide = await page.evaluate('document.documentElement.scrollWidth');
    expect(wide).toBeLessThanOrEqual(390);
    expect(await seriousFindings(page)).toEqual([]);
  });

  test('nothing was asked elsewhere, and nothing was forbidden', () => {
    expect({ errors: misdeeds.errors, elsewhere: misdeeds.elsewhere }).toEqual({ errors: [], elsewhere: [] });
    expect(misdeeds.refused.filter((one) => !/^(400|404|409|412) /.test(one))).toEqual([]);
  });
});
