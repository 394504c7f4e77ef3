import { expect, test } from 'vitest';
import type { GatewayDeps } from '../state/dependencies.js';
import { examineGit } from './git.js';

async function examined(repository: string | null, lacking: readonly string[]): Promise<string[]> {
  const sources = new Map(repository === null ? [] : [['shop', { type: 'git' as const, repository }]]);
  const deps = {
    inventory: { described: () => Promise.resolve({ sources }) },
    submitter: { workers: () => Promise.resolve([{ id: 'one' }, { id: 'two', lacking }]) },
  } as unknown as GatewayDeps;
  return (await examineGit(deps)).map((one) => `${one.state}: ${JSON.stringify(one)}`);
}

test('what a worker lacks for the repositories that groups name is told with the line that cures it', async () => {
  expect(await examined(null, ['git'])).toEqual([]);
  const [found] = await examined('https://git.example/shop.git', ['git', 'ssh']);
  expect(found).toMatch(/^warning: .*two.*git.*apt-get install git/);
  expect((await examined('https://git.example/shop.git', ['ssh']))[0]).toMatch(/^ok: /);
  expect((await examined('https://git.example/shop.git', ['bsdtar', 'xz']))[0]).toMatch(/^ok: /);
  expect((await examined('ssh://git.example/shop.git', ['ssh']))[0]).toMatch(/^warning: .*ssh/);
});
