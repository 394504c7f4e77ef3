import { expect, test } from 'vitest';
import { refIn, type FoundRef } from './lsRemote.js';

const [a, b, c] = ['a'.repeat(40), 'b'.repeat(40), 'c'.repeat(40)] as const;
const text = [
  `ref: refs/heads/main\tHEAD`,
  `${a}\tHEAD`,
  `${a}\trefs/heads/main`,
  `${b}\trefs/tags/v1`,
  `${c}\trefs/tags/v1^{}`,
  `${a}\trefs/tags/same`,
  `${a}\trefs/heads/same`,
  `${a}\trefs/tags/both`,
  `${b}\trefs/heads/both`,
  `${b}\trefs/other/refs/heads/elsewhere`,
].join('\n');

test.each<[string | undefined, Partial<FoundRef> | string]>([
  [undefined, { commit: a, name: 'HEAD', kind: 'branch', shown: 'main' }],
  ['main', { commit: a, name: 'refs/heads/main', kind: 'branch', shown: 'main' }],
  ['v1', { commit: c, name: 'refs/tags/v1', kind: 'tag', shown: 'v1' }],
  ['refs/tags/v1', { commit: c, kind: 'tag', shown: 'v1' }],
  ['same', { commit: a, kind: 'tag' }],
  ['both', 'both'],
  ['refs/heads/both', { commit: b, kind: 'branch' }],
  ['elsewhere', 'none'],
  [c, { commit: c, name: null, kind: 'commit' }],
  ['c'.repeat(12), 'short'],
  ['gone', 'none'],
])('%s is %j', (ref, expected) => {
  const found = refIn(text, ref);
  if (typeof expected === 'string') expect(found).toBe(expected);
  else expect(found).toMatchObject(expected);
});

test('a repository without a commit has none', () => {
  expect(refIn('', undefined)).toBe('none');
  expect(refIn('fatal: something\tHEAD\n', undefined)).toBe('none');
});
