import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { findBrowser } from '#provision';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { root } from './root.js';

const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The path of a browser, or null with the reason on stderr: the tests that need one are skipped then. */
export async function browserOrReason(): Promise<string | null> {
  const path = await findBrowser();
  if (path === null)
    process.stderr.write('skipped: this machine has no chromium (npm test installs it where it may)\n');
  return path;
}

export const openBrowser = (executablePath: string): Promise<Browser> =>
  chromium.launch({ executablePath, args: flags, headless: true });

/** What a page must not do, as it is found. */
export interface Misdeeds {
  /** Messages of the console that are errors, exceptions nobody caught, and what the policy forbade. */
  errors: string[];
  /** Addresses asked for that are not of the gateway. */
  elsewhere: string[];
  /** Answers that are no success, as `404 GET /v1/apps`. */
  refused: string[];
}

/** A page that is watched. */
export async function openPage(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<{ page: Page; misdeeds: Misdeeds }> {
  const context = await browser.newContext({ viewport: { width: 1360, height: 860 }, ...options });
  // Half of what a test may take: no page is too slow, only wrong.
  context.setDefaultTimeout(120_000);
  const page = await context.newPage();
  const misdeeds: Misdeeds = { errors: [], elsewhere: [], refused: [] };
  page.on('console', (message) => {
    // The browser's own line about an answer that is no success; those are gathered by themselves.
    const aboutAnswer = message.text().startsWith('Failed to load resource: the server responded');
    if (message.type() === 'error' && !aboutAnswer) misdeeds.errors.push(message.text());
  });
  page.on('pageerror', (error) => misdeeds.errors.push(error.message));
  page.on('request', (request) => {
    const asked = request.url();
    if (!asked.startsWith(`${url}/`) && !asked.startsWith('data:')) misdeeds.elsewhere.push(asked);
  });
  page.on('response', (response) => {
    const path = new URL(response.url()).pathname;
    if (response.status() >= 400) misdeeds.refused.push(`${response.status()} ${response.request().method()} ${path}`);
  });
  await page.addInitScript(
    "addEventListener('securitypolicyviolation', (event) => console.error('policy: ' + event.violatedDirective + ' ' + event.blockedURI))",
  );
  return { page, misdeeds };
}

/** A page that is watched, of somebody who is signed in with a token, opened at a place of the console. */
export async function openConsole(
  browser: Browser,
  { url, token = 'fake' }: { url: string; token?: string },
  { place = '/', ...options }: BrowserContextOptions & { place?: string } = {},
): Promise<{ page: Page; misdeeds: Misdeeds }> {
  const opened = await openPage(browser, url, { locale: 'en-GB', ...options });
  await opened.page.addInitScript(`sessionStorage.setItem('rexflow.token', ${JSON.stringify(token)})`);
  await opened.page.goto(`${url}/#${place}`);
  return opened;
}

/** Where pictures of pages go, to be looked at. */
const gallery = join(root, '.rexflow/screenshots');

/** Takes a picture of a page. */
export async function picture(page: Page, name: string): Promise<void> {
  mkdirSync(gallery, { recursive: true });
  await page.screenshot({ path: join(gallery, `${name}.png`) });
}

/**
 * Opens a place of the console. Resolves when the console has heard of it: until then it shows the page before, where a look
 * would find the wrong one.
 */
export async function goTo(page: Page, place: string): Promise<void> {
  await page.evaluate(`new Promise((resolve) => {
    if (location.hash === ${JSON.stringify(`#${place}`)}) return resolve();
    addEventListener('hashchange', () => resolve(), { once: true });
    location.hash = ${JSON.stringify(place)};
  })`);
}
