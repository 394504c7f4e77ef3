import { inEnglish, statements } from '#contract';
import { statementInChinese } from '#contract/chinese';
import { expect, test } from 'vitest';
import { checkForm } from '../check/checkForm.js';
import { statementDescribing } from './descriptions.js';
import { appEntrySchema, fleetSchema } from './file.js';

/** Every description in a schema. */
function descriptionsIn(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const { description, ...others } = schema as { description?: unknown };
  const own = typeof description === 'string' ? [description] : [];
  return [...own, ...Object.values(typeof description === 'string' ? others : schema).flatMap(descriptionsIn)];
}

test('every description of the schema is that of a setting, which is said in Chinese, too; no setting is described in vain', () => {
  const found = new Set([fleetSchema, appEntrySchema].flatMap(descriptionsIn));
  expect([...found].filter((text) => statementDescribing(text) === null)).toEqual([]);
  for (const text of found) expect(statementInChinese(statementDescribing(text)!)?.message).toMatch(/\p{sc=Han}/u);
  const described = Object.entries(statements).filter(([id]) => id.startsWith('setting.'));
  expect(described.filter(([, { message }]) => !found.has(message))).toEqual([]);
});

test('what is wrong with a value is said with what the setting is for, in both languages', () => {
  const found: [string, string, string | undefined][] = [];
  const wrong = { version: 1, hosts: { a: { address: 'x', login: { port: 0 } } }, groups: { g: { port: 'x' } } };
  checkForm(wrong, (path, problem) => {
    found.push([path.join('.'), inEnglish(problem).message, statementInChinese(problem)?.message]);
  });
  expect(found).toEqual([
    ['hosts.a.login.port', 'must be >= 1 (Port of sshd)', '不能小于 1（sshd 的端口）'],
    ['groups.g.port', 'has to be a whole number (The port it listens on)', '应为整数（监听的端口）'],
  ]);
});
