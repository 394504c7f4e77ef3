import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { freePort, startSshd, type Sshd } from '#provision';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seriousFindings } from './support/accessible.js';
import { browserOrReason, goTo, openBrowser, openConsole, picture } from './support/browser.js';
import { startEstate, type Estate } from './support/estate.js';

const path = await browserOrReason();
const fingerprintOf = ({ hostKey }: Sshd): string =>
  `SHA256:${createHash('sha256')
    .update(Buffer.from(hostKey.split(' ')[1]!, 'base64'))
    .digest('base64')
    .replace(/=+$/, '')}`;

describe.skipIf(path === null)('hosts in the console', () => {
  let browser: Browser;
  let estate: Estate;
  const spare: Sshd[] = [];
  beforeAll(async () => {
    [browser, estate] = await Promise.all([openBrowser(path!), startEstate({ apps: [{}] })]);
    const net = `127.78.${process.pid % 250}`;
    const port = await freePort(`${net}.11`);
    // The third of the range is not there.
    for (const last of [11, 12]) {
      const dir = join(estate.dir, `spare-${last}`);
      spare.push(await startSshd({ dir, address: `${net}.${last}`, port, clientKey: estate.clientKey }));
    }
  });
  afterAll(async () => {
    for (const sshd of spare) await sshd.stop();
    await browser?.close();
    await estate?.stop();
  });

  test('a range is met, compared by pasting, checked, and added: the ready one in service, the other out of it', async () => {
    const { page, misdeeds } = await openConsole(browser, estate, { place: '/hosts' });
    const [first] = spare;
    try {
      await page.getByRole('link', { name: 'Add hosts' }).click();
      await page.getByLabel('Names, or a range').fill('web-[1..3]');
      await page.getByLabel('Addresses, or a range').fill(first!.address.replace(/11$/, '[11..13]'));
      await page.getByLabel('Login').fill(first!.user);
      await page.getByLabel('Port').fill(String(first!.port));
      await page.getByLabel('Labels').fill('rack=a[5..7]');
      await page.getByRole('button', { name: 'Look at 3 hosts' }).click();
      const row = (name: string) => page.getByRole('row').filter({ hasText: name });
      await row('web-1').getByText(fingerprintOf(first!), { exact: true }).waitFor();
      await row('web-3').getByText('not reached').waitFor();
      await row('web-3')
        .getByText(/^nc -vz /)
        .waitFor();
      await picture(page, 'hosts-add');
      expect(await seriousFindings(page)).toEqual([]);
      // Pasted of one: the other is not approved by it.
      await page.getByLabel('Paste what the servers print').fill(`256 ${fingerprintOf(first!)} root@web-1 (ED25519)`);
      await page.getByRole('button', { name: 'Compare and approve' }).click();
      await page.getByText('1 fingerprint is equal').waitFor();
      await row('web-1').getByText('Ready', { exact: true }).waitFor();
      const stored = await estate.rows(
        'SELECT address, approved_by FROM rexflow_host_keys WHERE approved_by IS NOT NULL',
      );
      expect(stored).toEqual([{ address: first!.address, approved_by: 'admin' }]);
      await page.getByRole('button', { name: 'Approve the key of web-2' }).click();
      await row('web-2').getByText('Ready', { exact: true }).waitFor();
      await page.getByRole('button', { name: 'Add 2 ready hosts' }).click();
      await row('web-2').getByText('Added', { exact: true }).waitFor();
      await page.getByRole('button', { name: 'Add all 1' }).click();
      await row('web-3').getByText('Added', { exact: true }).waitFor();
      await picture(page, 'hosts-added');
      const states = await estate.rows(
        "SELECT scope, name FROM rexflow_settings WHERE scope IN ('host', 'outage') ORDER BY 1, 2",
      );
      expect(states.map(({ scope, name }) => `${scope} ${name}`)).toEqual([
        ...['host web-1', 'host web-2', 'host web-3', 'outage web-3'],
      ]);
      await goTo(page, '/hosts/web-1');
      await page.getByRole('heading', { name: 'What changed this week' }).waitFor();
      await page.getByText('Key approved').waitFor();
      await page.getByText('Host added').waitFor();
      await page.getByText('rack=a5').waitFor();
      await page.getByRole('button', { name: 'Check again' }).click();
      await page.getByText('rexflow app add NAME --group GROUP --host web-1').first().waitFor();
      await page.getByLabel('Reason').fill('disk');
      await page.getByRole('button', { name: 'Take out of service' }).click();
      await page.getByRole('button', { name: 'Bring back into service' }).waitFor();
      await picture(page, 'host-page');
      expect(await seriousFindings(page)).toEqual([]);
      expect(misdeeds).toEqual({ errors: [], elsewhere: [], refused: [] });
    } finally {
      await page.context().close();
    }
  });
});
