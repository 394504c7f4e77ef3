import { expect, test } from 'vitest';
import type { GatewayDeps } from '../state/dependencies.js';
import { examineUnpacking } from './unpacking.js';

async function examined(url: string, lacking: readonly string[]): Promise<string> {
  const deps = {
    inventory: { described: () => Promise.resolve({ sources: new Map([['shop', { type: 'url' as const, url }]]) }) },
    submitter: { workers: () => Promise.resolve([{ id: 'one' }, { id: 'two', lacking }]) },
  } as unknown as GatewayDeps;
  const [found] = await examineUnpacking(deps);
  return `${found!.state}: ${JSON.stringify(found)}`;
}

test('what a worker cannot unpack is told, and is a fault where a group is released from it', async () => {
  expect(await examined('http://host/a.7z', ['git'])).toMatch(/^ok: .*every worker unpacks 7z/);
  expect(await examined('http://host/a.zip', ['bsdtar'])).toMatch(
    /^ok: .*apt-get install libarchive-tools.*two.*bsdtar/,
  );
  expect(await examined('http://host/a.7z?x=.zip', ['zstd', 'bsdtar'])).toMatch(
    /^warning: .*shop.*two.*apt-get install zstd libarchive-tools/,
  );
  expect(await examined('http://host/a.7z', ['zstd'])).toMatch(/^ok: /);
});
