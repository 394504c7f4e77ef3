import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { callerLanguage, forgetToken, keepCaller, readCaller } from './caller.js';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'rexflow-caller-'));
  vi.stubEnv('XDG_CONFIG_HOME', home);
  for (const name of ['REXFLOW_URL', 'REXFLOW_TOKEN', 'NO_COLOR', 'CI', 'TERM']) vi.stubEnv(name, '');
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(home, { recursive: true, force: true });
});
const file = (): string => join(home, 'rexflow/cli.json');

test('nobody is known at first', () => {
  expect(readCaller()).toMatchObject({ url: null, token: null, fromEnvironment: false, path: file() });
});

test('what was kept is read by its owner alone, until it is forgotten', () => {
  keepCaller({ url: 'http://x:1/', token: 'secret' });
  expect(statSync(file()).mode & 0o777).toBe(0o600);
  expect(statSync(join(home, 'rexflow')).mode & 0o777).toBe(0o700);
  expect(readCaller()).toMatchObject({ url: 'http://x:1', token: 'secret' });
  forgetToken();
  expect(readCaller()).toMatchObject({ url: 'http://x:1', token: null });
  expect(readFileSync(file(), 'utf8')).not.toContain('secret');
});

test('the environment goes before the file, whose token is for its own address only', () => {
  keepCaller({ url: 'http://x:1', token: 'secret' });
  vi.stubEnv('REXFLOW_URL', 'http://y:2');
  expect(readCaller()).toMatchObject({ url: 'http://y:2', token: null });
  vi.stubEnv('REXFLOW_TOKEN', 'other');
  expect(readCaller()).toMatchObject({ url: 'http://y:2', token: 'other', fromEnvironment: true });
});

test('a file that is broken is named', () => {
  keepCaller({ url: 'http://x:1', token: 'secret' });
  writeFileSync(file(), '{"url": ');
  expect(readCaller).toThrow(`${file()} is not JSON`);
});

test('colours and watching are declined by NO_COLOR and CI', () => {
  expect(readCaller()).toMatchObject({ unattended: false });
  vi.stubEnv('NO_COLOR', '1');
  vi.stubEnv('CI', 'true');
  expect(readCaller()).toMatchObject({ plain: true, unattended: true });
});

test('the language is that of the locale, or what REXFLOW_LANGUAGE says', () => {
  for (const name of ['REXFLOW_LANGUAGE', 'LC_ALL', 'LC_MESSAGES', 'LANG']) vi.stubEnv(name, '');
  expect(callerLanguage()).toBe('en');
  vi.stubEnv('LANG', 'zh_CN.UTF-8');
  expect(callerLanguage()).toBe('zh');
  vi.stubEnv('LC_ALL', 'C.UTF-8');
  expect(callerLanguage()).toBe('en');
  vi.stubEnv('REXFLOW_LANGUAGE', 'zh');
  expect(callerLanguage()).toBe('zh');
  vi.stubEnv('REXFLOW_LANGUAGE', 'zhuang');
  expect(callerLanguage()).toBe('en');
});
