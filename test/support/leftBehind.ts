import { existsSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { seriousFindings } from './accessible.js';
import { goTo, picture } from './browser.js';
import type { Estate } from './estate.js';

/**
 * Releases server1 to the second host, where nothing is, and expects that the console names what it left on the first one on the pages of
 * problems, of its group and its own, and takes it away from there alone.
 */
export async function expectTakenAway(estate: Estate, page: Page): Promise<void> {
  const [old, now] = [estate.hosts[0]!, estate.hosts[1]!];
  await estate.sql.query("UPDATE pre_server_detail SET ? WHERE app_key = 'server1'", [
    { ...now.app.row, app_key: 'server1' },
  ]);
  expect((await estate.rex({ action: 'release', k: 'server1' })).at('code')).toBe('0');
  const open = page.getByRole('button', { name: 'See it, and take it away…' });
  for (const place of ['/problems', '/groups/server', '/targets/server1']) {
    await goTo(page, place);
    await open.waitFor();
    expect(await seriousFindings(page)).toEqual([]);
  }
  await open.click();
  const dialog = page.getByRole('dialog', { name: `Take away what is left of server1 on ${old.app.host}` });
  await dialog.getByText('Its 1 process is stopped.').waitFor();
  await dialog.getByText(`rexflow app remove server1 --from-host --at ${old.app.host}`).waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await picture(page, 'left-behind');
  await dialog.getByRole('button', { name: 'Take it away' }).click();
  await page.getByText(`What was left of server1 on ${old.app.host} is taken away.`).waitFor();
  await open.waitFor({ state: 'detached' });
  expect([existsSync(old.app.programLink), existsSync(now.app.programLink)]).toEqual([false, true]);
  expect(await estate.served(old)).toBeNull();
  expect(await estate.served(now)).toMatchObject({ version: '2.0.0' });
}
