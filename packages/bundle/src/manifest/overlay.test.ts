import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { describeTree } from '../tree/describeTree.js';
import { manifestDigest } from '../disk/digest.js';
import { mergeTree } from '../tree/mergeTree.js';
import { overlay } from './overlay.js';
import { plantTree, scratch } from '../scratch.js';

for (const at of ['', 'WEB-INF/classes', '/new/place/']) {
  test(`an overlay at "${at}" is what describing the merged tree would give`, async () => {
    const dir = await scratch();
    const base = await plantTree(join(dir, 'base'), {
      'WEB-INF/classes/a.xml': 'old',
      'WEB-INF/lib/x.jar': 'x',
      'a.xml': 'top',
      run: '-> a.xml',
    });
    const top = await plantTree(join(dir, 'top'), {
      'a.xml*': 'new',
      'sub/b.xml': 'b',
      run: 'file now',
      l: '-> a.xml',
    });
    const expected = overlay(await describeTree(base), await describeTree(top), at);
    await mergeTree({ from: top, into: base, at, replace: false });
    const merged = await describeTree(base);
    expect(expected.entries.map(({ path }) => path)).toEqual(merged.entries.map(({ path }) => path));
    expect(manifestDigest(expected)).toBe(manifestDigest(merged));
  });
}

test('where a directory meets something else, what lies on top stays', async () => {
  const dir = await scratch();
  const base = await describeTree(await plantTree(join(dir, 'base'), { 'd/in/deep': '1', 'd.x': '2', f: '3' }));
  const top = await describeTree(await plantTree(join(dir, 'top'), { d: 'file', 'f/x': 'dir' }));
  const { entries } = overlay(base, top);
  expect(entries.map(({ path, type }) => `${type} ${path}`)).toEqual(['file d', 'file d.x', 'directory f', 'file f/x']);
  execFileSync('rm', ['-r', dir]);
});
