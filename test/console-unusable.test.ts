import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Browser } from 'playwright-core';
import type { AppView } from '#api';
import { live, unseenService } from '../apps/console/src/fleet/app.fixture.js';
import { seriousFindings } from './support/accessible.js';
import { browserOrReason, goTo, openBrowser, openConsole, picture } from './support/browser.js';
import { startFakeEvents } from './support/fakeEvents.js';

const path = await browserOrReason();

describe.skipIf(path === null)('what the catalogue says of targets, in the console', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser(path!);
  });
  afterAll(async () => {
    await browser?.close();
  });

  test('rows that cannot be used are greyed in every list, and lead to the problems', async () => {
    const row = (id: number, app: string | null, group: string) => ({
      ...{ id, app, group, host: '10.0.0.9', code: 'APP_INCOMPLETE' },
      problem: `${app ?? `the row with id ${id}`} lacks pro_key in the catalogue`,
      cure: `rexflow app set ${app ?? 'x'} service.process=<value>`,
    });
    const environment = (name: string) => ({ name, own: name === 'prod', readAt: null, problem: null });
    const lost = {
      ...{ environment: 'uat', group: 'odd', rows: 1, problem: 'odd1 lacks pro_key' },
      ...{ cure: "UPDATE pre_server_detail SET pro_key = '<value>' WHERE id = 8", database: '10.0.0.3:3306/uat' },
    };
    const told = await startFakeEvents(2, {
      live: () => live('20260202_000000', { version: '2.0.0' }),
      unusable: [row(7, 'web9', 'web'), row(8, null, 'odd')],
      matrix: {
        environments: [environment('uat'), environment('prod')],
        ...{ items: [], next: null },
        unusable: [lost],
      },
    });
    const { page, misdeeds } = await openConsole(browser, told);
    try {
      const groups = page.locator('table.groups tbody tr');
      const greyed = page.locator('table.groups th.unusable');
      for (const place of ['/', '/groups']) {
        await goTo(page, place);
        await greyed.waitFor();
        await expect
          .poll(() => groups.getByRole('rowheader').allTextContents())
          .toEqual(['web2 targets · 1 row cannot be used Problems', 'oddno row of it can be used Problems']);
        expect(await greyed.getByRole('link', { name: 'Problems' }).getAttribute('href')).toBe('#/problems');
        expect(await seriousFindings(page)).toEqual([]);
      }
      await picture(page, 'unusable-groups');
      await goTo(page, '/');
      const cell = page.locator('table.groups td .unusable');
      await expect
        .poll(() => cell.allTextContents())
        .toEqual([`no row of it can be usedodd1 lacks pro_keyTo run in its database 10.0.0.3:3306/uat:${lost.cure}`]);
      expect(await seriousFindings(page)).toEqual([]);
      await picture(page, 'unusable-cells');
      await goTo(page, '/hosts');
      await expect.poll(() => page.locator('table.hosts th.unusable').allTextContents()).toEqual(['10.0.0.9']);
      expect(await page.locator('table.hosts td.unusable li').allTextContents()).toEqual([
        'web9 id 7 web9 lacks pro_key in the cataloguerexflow app set web9 service.process=<value>',
        'no app_key id 8 the row with id 8 lacks pro_key in the cataloguerexflow app set x service.process=<value>',
      ]);
      expect(await seriousFindings(page)).toEqual([]);
      await picture(page, 'unusable-hosts');
      await goTo(page, '/groups/web/targets');
      const rows = page.locator('table.targets tr:has(th.unusable)');
      await rows.waitFor();
      expect(await rows.getByRole('cell').allTextContents()).toEqual([
        'web9 lacks pro_key in the cataloguerexflow app set web9 service.process=<value>',
      ]);
      await page.locator('table.targets').getByRole('link', { name: 'Problems' }).waitFor();
      expect(await seriousFindings(page)).toEqual([]);
      await picture(page, 'unusable-targets');
      await goTo(page, '/releases/new');
      const offer = page.locator('.offers li', { hasText: 'odd' });
      await offer.getByText('Cannot be released').waitFor();
      expect(await offer.getByRole('checkbox').isDisabled()).toBe(true);
      expect(misdeeds).toEqual({ errors: [], elsewhere: [], refused: [] });
    } finally {
      await page.context().close();
      await told.close();
    }
  });

  test('what can reload is reloaded from its group, and nothing is said of a process where there is none', async () => {
    const none = { service: 'none', restart: 'never', restarts: false } as const;
    const told = await startFakeEvents(3, {
      given: (index) => (index === 2 ? none : { service: 'systemd', restart: 'reload', restarts: false }),
    });
    const { page, misdeeds } = await openConsole(browser, told, { place: '/groups/web' });
    try {
      await page.route('**/v1/actions', (route) => route.fulfill({ status: 202, json: { id: told.id } }));
      const setup = page.locator('aside', { hasText: 'Setup' });
      await setup.getByText('systemd, nothing (no process)').waitFor();
      expect(await setup.locator('div', { hasText: 'At a release' }).last().innerText()).toMatch(/reloaded$/);
      await page.getByRole('button', { name: 'Reload…' }).click();
      const dialog = page.getByRole('dialog', { name: 'Reload web' });
      await dialog
        .getByText(
          /^2 targets, told to load what is live without a stop; one that does not run is started: web001 \(.+\), web002 \(.+\)\.$/,
        )
        .waitFor();
      await dialog.getByText('rexflow service reload web001 web002').waitFor();
      await dialog.getByLabel('Reason').fill("new 'words'");
      await dialog.getByText(String.raw`--reason 'new '\''words'\'''`).waitFor();
      await picture(page, 'reload-group');
      const asked = page.waitForRequest('**/v1/actions');
      await dialog.getByRole('button', { name: 'Reload 2 targets' }).click();
      const body = { action: 'service', parameters: { k: 'web001 web002', a: 'reload', note: "new 'words'" } };
      expect((await asked).postDataJSON()).toEqual(body);
      await page.waitForURL(`**/releases/${told.id}`);

      await goTo(page, '/targets/web003');
      await page.getByText('nothing (no process)').waitFor();
      await picture(page, 'target-none');
      expect(await page.getByText(/At a release|Reload|Restart…/).count()).toBe(0);
      expect(await seriousFindings(page)).toEqual([]);
      expect(misdeeds).toEqual({ errors: [], elsewhere: [], refused: [] });
    } finally {
      await page.context().close();
      await told.close();
    }
  });

  test.each([
    ['en-GB', 'Stopped by zhang', 'Up 3 h 05 min', 'Stop…', 'Stop web', 'Stop 4 targets'],
    ['zh-CN', '已由 zhang 停止', '已运行 3 小时 05 分', '停止…', '停止 web', '停止 4 个实例'],
  ])('a group tells in %s how its services are, and stops them once their hosts were named', async (...words) => {
    const [locale, stopped, up, open, title, yes] = words;
    const at = new Date(Date.now() - 12_000).toISOString();
    const service = { ...unseenService, at };
    const since = new Date(Date.parse(at) - 11_105_000).toISOString();
    const seen: AppView['serviceSeen'][] = [
      { ...service, state: 'running', since, pids: [71], restarts: 2 },
      { ...service, state: 'stopped', since: at, stopped: { by: 'zhang', at, release: 'job' } },
      { ...service, state: 'down' },
      { ...service, reason: 'deploy may not ask docker: usermod -aG docker deploy' },
    ];
    const told = await startFakeEvents(4, {
      live: () => live('20260202_000000', { version: '2.0.0' }),
      given: (index) => ({ service: 'systemd', serviceSeen: seen[index]! }),
    });
    const { page, misdeeds } = await openConsole(browser, told, { place: '/groups/web', locale });
    try {
      await page.route('**/v1/actions', (route) => route.fulfill({ status: 202, json: { id: told.id } }));
      for (const text of [stopped!, up!])
        await page.getByText(text.replaceAll(' ', '\u00a0')).or(page.getByText(text)).first().waitFor();
      await page.getByText('usermod -aG docker deploy').waitFor();
      await picture(page, `group-services-${locale}`);
      expect(await seriousFindings(page)).toEqual([]);
      await page.getByRole('button', { name: open! }).click();
      const dialog = page.getByRole('dialog', { name: title! });
      await dialog.getByText(/web001 \(.+\)/).waitFor();
      await picture(page, `stop-group-${locale}`);
      const asked = page.waitForRequest('**/v1/actions');
      await dialog.getByRole('button', { name: yes! }).click();
      expect((await asked).postDataJSON()).toEqual({ action: 'service', parameters: { k: 'web', a: 'stop' } });
      expect(misdeeds).toEqual({ errors: [], elsewhere: [], refused: [] });
    } finally {
      await page.context().close();
      await told.close();
    }
  });
});
