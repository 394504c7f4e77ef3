import { expect, test } from 'vitest';
import { loadScript, scriptFile } from './load.js';

test('the head of a script names what it needs, and no comment is sent', () => {
  const text = [
    '# shellcheck shell=sh',
    '# Says a word.',
    '# args: word other',
    '# args: third',
    '# lib: journal',
    '',
    'say() {',
    '  # Not by echo, which may take it for an option.',
    '  printf "%s # no comment\\n" "$word" # nor this',
    '}',
    '',
  ].join('\n');
  expect(scriptFile(text)).toEqual({
    args: ['word', 'other', 'third'],
    lib: ['journal'],
    body: 'say() {\n  printf "%s # no comment\\n" "$word" # nor this\n}\n',
  });
  expect(scriptFile('true\n')).toEqual({ args: [], lib: [], body: 'true\n' });
});

test('a script that was left out of a build fails who asks for it', () => {
  expect(() => loadScript('missing.sh', import.meta.url)).toThrow('missing.sh');
});
