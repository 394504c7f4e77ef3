import { inEnglish } from '#contract';
import { expect, test } from 'vitest';
import { spellPath } from '../model/problem.js';
import { expandAll } from './expandAll.js';

test('files that make too much together are refused before the rest of them is made', () => {
  const hosts = (prefix: string) => ({
    version: 1 as const,
    hosts: { [`${prefix}-[1..9000]`]: { address: `${prefix}-[1..9000].example` } },
  });
  const problems: string[] = [];
  const all = expandAll(
    Array.from({ length: 50 }, (_, index) => hosts(`h${index}`)),
    'prod',
    (path, problem) => {
      problems.push(`${spellPath(path)}: ${inEnglish(problem).message}`);
    },
  );
  expect(problems).toEqual(['[2].hosts: the files make more than 20000 hosts']);
  expect(all.hosts.size).toBe(27_000);
});
