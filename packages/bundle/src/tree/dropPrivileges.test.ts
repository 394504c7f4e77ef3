import { chmodSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { plantTree, scratch } from '../scratch.js';
import { describeTree } from './describeTree.js';
import { dropPrivileges } from './dropPrivileges.js';

test('setuid and setgid go, of files, directories and the tree itself, and all else stays', async () => {
  const dir = await plantTree(join(await scratch(), 'tree'), {
    'bin/su*': 'x',
    'bin/sg*': 'x',
    'tmp/': '',
    l: '-> bin/su',
  });
  for (const [path, mode] of [
    ['bin/su', 0o4755],
    ['bin/sg', 0o2750],
    ['tmp', 0o3777],
    ['.', 0o2775],
  ] as const)
    chmodSync(join(dir, path), mode);
  const { manifest, paths } = await dropPrivileges(dir, await describeTree(dir));
  expect(paths).toEqual(['.', 'bin/sg', 'bin/su', 'tmp']);
  expect(manifest).toEqual(await describeTree(dir));
  const modes = ['.', 'bin', 'bin/sg', 'bin/su', 'tmp'].map((path) =>
    (statSync(join(dir, path)).mode & 0o7777).toString(8),
  );
  expect(modes).toEqual(['775', '755', '750', '755', '1777']);
  expect((await dropPrivileges(dir, manifest)).paths).toEqual([]);
});
