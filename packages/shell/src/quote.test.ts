import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { command, quote } from './quote.js';
import { facts, script } from './script.js';

/** Text as UTF-8 can carry it: no NUL, no half of a surrogate pair. */
const wellFormed = fc
  .string({ unit: 'binary' })
  .map((text) => Buffer.from(text.replaceAll('\0', ''), 'utf8').toString('utf8'));

test('a real sh sees every word exactly as it was', () => {
  fc.assert(
    fc.property(fc.array(wellFormed, { minLength: 1, maxLength: 20 }), (list) => {
      const seen = spawnSync('sh', ['-c', `printf '%s\\0' ${command(...list)}`], { encoding: 'utf8' });
      expect(seen.stdout.split('\0').slice(0, -1)).toEqual(list);
    }),
    { numRuns: 200 },
  );
});

test.each(["'; touch /tmp/x; '", '$(id)', '`id`', '-rf', '', ' ', '\n', "it's", '~', '*', 'a\\', '"'])(
  'the word %j does nothing but be itself',
  (word) => {
    const seen = spawnSync('sh', ['-c', `printf %s ${quote(word)}`], { encoding: 'utf8' });
    expect(seen.stdout).toBe(word);
  },
);

test('a NUL character is refused', () => {
  expect(() => quote('a\0b')).toThrow('NUL');
});

test('the values of a script reach its body, and its facts come back, whatever they hold', () => {
  const body = `printf 'plain=%s\\n' "$count"; printf 'value:64=%s\\n' "$(printf %s "$value" | base64 | tr -d '\\n')"`;
  fc.assert(
    fc.property(wellFormed, fc.nat(), (value, count) => {
      const text = value.replace(/\n+$/, '');
      const seen = spawnSync('sh', ['-s'], { input: script(body, { value: text, count }), encoding: 'utf8' });
      expect(facts(seen.stdout)).toEqual({ plain: String(count), value: text });
    }),
    { numRuns: 100 },
  );
});

test('a command in a script cannot eat the rest of it', () => {
  const seen = spawnSync('sh', ['-s'], { input: script('cat\nprintf "after=yes\\n"', {}), encoding: 'utf8' });
  expect(facts(seen.stdout)).toEqual({ after: 'yes' });
});

test('a name that is no shell variable is refused', () => {
  expect(() => script('', { 'a;b': 'x' })).toThrow('not a shell variable name');
});
