import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ProgressReporter } from './progress.js';
import { type DemoInstallation, versions } from './startDemo.js';
import { servePackage } from './packageServer.js';
import { type RexAnswer, logIn, rex, type RexClient } from './rexClient.js';
import { served, spoken } from './served.js';

/** The result of the story. */
export interface StoryResult {
  client: RexClient;
  /** The answer of the last release. */
  answer: RexAnswer;
}

/**
 * Releases in each of the three modes and rolls back. Every step is believed only when the answer says so and the
 * applications themselves, asked over HTTP, show it; throws with what was expected and what came instead.
 */
export async function tellStory(
  installation: DemoInstallation,
  dir: string,
  { title, step }: ProgressReporter,
): Promise<StoryResult> {
  const { apps, base, administrator } = installation;
  const both = (version: string): Promise<unknown> =>
    step('the applications say so themselves', () => served(apps, version), spoken);
  const client = await step('log in', () => logIn(base, administrator.name, administrator.password));
  const release = (what: string, more: Record<string, string> = {}): Promise<RexAnswer> =>
    step(
      what,
      () => rex(client, { action: 'release', k: 'server', ...more }),
      () => 'code 0',
    );

  title('Before');
  await both(versions.first);

  title(`1. A package from a web server: version ${versions.url}`);
  const server = await servePackage(join(dir, 'package'), versions.url);
  await release(`release k=server url=${server.url} full=1`, { url: server.url, full: '1' }).finally(() =>
    server.close(),
  );
  await both(versions.url);

  title(`2. From another environment: version ${versions.uat}`);
  await step('what uat runs', () => served([installation.source], versions.uat), spoken);
  await release('release k=server senv=uat', { senv: 'uat' });
  await both(versions.uat);

  title(`3. From the update directory: version ${versions.update}`);
  const download = { action: 'Enter:route:download', k: 'server', update: '1' };
  await step(
    'Enter:route:download k=server update=1',
    () => rex(client, download),
    () => 'code 0',
  );
  const file = join(installation.updateDir, 'server', 'VERSION');
  await step('change VERSION in the update directory', () => Promise.resolve(change(file, versions.update)));
  const answer = await release('release k=server');
  await both(versions.update);

  title(`And back: version ${versions.uat}`);
  const rollback = { action: 'rollback', k: 'server', rollstatus: '0' };
  await step(
    'rollback k=server rollstatus=0',
    () => rex(client, rollback),
    () => 'code 0',
  );
  await both(versions.uat);
  return { client, answer };
}

/** Writes a new version where the download has left the live one. */
function change(file: string, version: string): void {
  const live = readFileSync(file, 'utf8').trim();
  if (live !== versions.uat) throw new Error(`expected the live version ${versions.uat} in ${file}, got ${live}`);
  writeFileSync(file, `${version}\n`);
}
