import { expect, test } from 'vitest';
import { parse } from '../parse.js';

const read = (more: Record<string, string>) =>
  parse({ action: 'release', k: 'server', ...more }, { bases: {} }).request;

test('what is known of a program is taken beside the rest of a release', () => {
  const asked = { version: '2.1.0', commit: '9f3c2ab', branch: 'release/2.1', build: 'https://ci.example/4711' };
  expect(read({ ...asked, note: 'fixes the basket', on_behalf_of: 'Zhang Min' })).toMatchObject({
    provenance: asked,
    note: 'fixes the basket',
    onBehalfOf: 'Zhang Min',
  });
  expect(read({ version: '' })).not.toHaveProperty('provenance');
});

test('a plan takes the same, and a rollback what is said of it', () => {
  expect(read({ plan: '1', version: '2.1.0' })).toMatchObject({ kind: 'plan', provenance: { version: '2.1.0' } });
  const back = { action: 'rollback', k: 'server', note: 'too slow' };
  expect(parse(back, { bases: {} }).request).toMatchObject({ kind: 'rollback', note: 'too slow' });
  expect(() => parse({ ...back, version: '2.0.0' }, { bases: {} })).toThrow('version');
});

test.each([
  ['version', 'a\u001bb', 'one line'],
  ['version', ' 2.1.0', 'one line'],
  ['version', 'x'.repeat(129), 'longer than 128'],
  ['commit', 'main', '7 to 64 digits'],
  ['commit', '9F3C2AB', 'small letters'],
  ['commit', 'a'.repeat(65), 'longer than 64'],
  ['branch', 'x'.repeat(256), 'longer than 255'],
  ['build', 'javascript:alert(1)', 'http(s) address'],
  ['build', `https://ci.example/${'x'.repeat(2000)}`, 'longer than 2000'],
  ['note', 'a\u0000', 'control characters'],
  ['note', 'x'.repeat(2001), 'longer than 2000'],
  ['on_behalf_of', 'x'.repeat(129), 'longer than 128'],
])('%s %j is refused by name', (field, value, reason) => {
  expect(() => read({ [field]: value })).toThrow(
    expect.objectContaining({ code: 'PARAMETER_INVALID', message: expect.stringContaining(reason) as string }),
  );
  expect(() => read({ [field]: value })).toThrow(field);
});
