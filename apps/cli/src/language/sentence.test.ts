import {
  appOutcomes,
  appStates,
  driftStates,
  groupStates,
  outcomes,
  requestStates,
  standings,
  stepStates,
} from '#contract/lists';
import { afterEach, expect, test } from 'vitest';
import { english } from './en/index.js';
import { sentence, type MessageId } from './sentence.js';
import { setTerminalLanguage } from './terminalLanguage.js';
import { wireWord } from './word.js';
import { chinese } from './zh/index.js';

const ids = Object.keys(english) as MessageId[];
const values = (text: string): string[] => [...new Set([...text.matchAll(/\{(\w+)/g)].map(([, name]) => name!))].sort();
afterEach(() => {
  setTerminalLanguage('en');
});

test('both languages have every message, with the same values in it', () => {
  expect(Object.keys(chinese).sort()).toEqual([...ids].sort());
  for (const id of ids) {
    expect(values(chinese[id]), id).toEqual(values(english[id]));
    expect(chinese[id], id).toMatch(/[\p{sc=Han}，：（]/u);
  }
});

test('Chinese has full-width punctuation between Han characters, and a space beside Latin ones and values', () => {
  const filled = (text: string): string => text.replaceAll(/\{[^}]*\}/g, 'x1');
  const wrong = ids.filter((id) =>
    /\p{sc=Han}[,:;?!(]|[,:;?!)]\p{sc=Han}|\p{sc=Han}[A-Za-z0-9]|[A-Za-z0-9]\p{sc=Han}|\s[，：；？！（）。]/u.test(
      filled(chinese[id]),
    ),
  );
  expect(wrong).toEqual([]);
});

test('a message is said in the language of the terminal', () => {
  expect(sentence('gateway.signedOut', { base: 'http://x:1' })).toBe(
    'not signed in at http://x:1: rexflow login, or set REXFLOW_TOKEN',
  );
  setTerminalLanguage('zh');
  expect(sentence('logout.done')).toBe('已退出登录');
});

test('how something stands is a word in both languages; a word nobody knows stays', () => {
  const states = [
    outcomes,
    requestStates,
    appOutcomes,
    stepStates,
    standings,
    driftStates,
    groupStates,
    appStates,
  ].flat();
  expect(states.map(wireWord)).toEqual(states);
  setTerminalLanguage('zh');
  for (const state of states) expect(wireWord(state), state).toMatch(/^\p{sc=Han}+$/u);
  expect(wireWord('nonsense')).toBe('nonsense');
});

test('no blank stands between Chinese characters of a sentence and of its values', () => {
  setTerminalLanguage('zh');
  expect(sentence('event.accepted', { action: '发布', caller: '张敏', n: 2 })).toBe('发布已受理，由张敏发起，2 个应用');
  expect(sentence('event.accepted', { action: 'release', caller: 'eve', n: 1 })).toBe(
    'release 已受理，由 eve 发起，1 个应用',
  );
});
