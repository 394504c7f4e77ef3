import { expect, test } from 'vitest';
import { inEnglish } from '#contract';
import { readPackageHooks } from './packageHooks.js';

const first = 'commands:\n  - name: migrate\n    when: before-switch\n    run: once\n    command: ./migrate\n';

test('a package names hooks as settings do', () => {
  const { commands, problems } = readPackageHooks(
    `${first}    onUndo: ./back\n  - { name: b, when: after-all, command: x }`,
  );
  expect(problems).toEqual([]);
  expect(commands).toEqual([
    { name: 'migrate', when: 'before-switch', run: 'once', command: './migrate', onUndo: './back' },
    { name: 'b', when: 'after-all', command: 'x' },
  ]);
  expect(readPackageHooks('commands: []').commands).toEqual([]);
});

test.each([
  ['', '1: has to be a map'],
  ['hooks: {}', '1 commands: is missing'],
  ['commands: {}', '1 commands: has to be a list'],
  [`${first}    user: root`, '6 commands[0].user: is for settings alone'],
  [`${first}    environment: { A: { secret: db } }`, '6 commands[0].environment.A: names a secret'],
  [`${first}    on: worker`, '6 commands[0].on: is for settings alone'],
  [`${first}    wehn: a`, '6 commands[0].wehn: is no key; did you mean when?'],
  [`${first}  - { name: migrate, when: after-all, command: x }`, '6 commands[1].name: there is a hook migrate already'],
  [`${first}    reversible: no`, '6 commands[0].reversible: has to be true or false'],
  [`${first}    environment: { A: !!binary aGk= }`, '6: has to be plain'],
  [`x: &a [1]\n${first}`, '1: has to be plain'],
  [`${first}    directory: *gone`, '6: '],
  [`commands: [${'{ name: a, when: after-all, command: x },'.repeat(33)}]`, '1 commands: '],
  ['commands: [', '1: '],
])('what is wrong with %j is named with its line', (text, expected) => {
  const { commands, problems } = readPackageHooks(text);
  expect(commands).toEqual([]);
  const told = problems.map(
    ({ line, path, problem }) => `${line}${path === '' ? '' : ` ${path}`}: ${inEnglish(problem).message}`,
  );
  expect(told.join('\n')).toContain(expected);
});
