import { expect, test } from 'vitest';
import { canonical, type AppSettings } from '#fleet';
import { healthOf } from '../rows/health.js';
import { rowColumns } from '../settings/columnsOf.js';
import { settingsOf } from '../settings/settingsOf.js';
import { besideRow, withRow } from './besideRow.js';

type Checks = NonNullable<AppSettings['health']>;

const plain: Checks[number] = { type: 'http', url: 'http://x/' };
const log: Checks[number] = { type: 'log', file: '/l', line: 'up', within: '5s' };
const unsaid = { type: 'http' as const, within: '60s', every: '2s', inARow: 2, from: 'worker' as const };
const slow: Checks[number] = { ...unsaid, ...plain };
const whole: Checks[number] = { ...plain, headers: { A: 'b: c' }, body: 'a=1', expect: { status: [204], body: 'ok' } };

/** The columns of an app with these checks, and what lies beside them. */
function stored(health: Checks) {
  const settings = canonical<AppSettings>({ health });
  return { row: rowColumns('a', { group: 'g', address: 'h', settings }), beside: besideRow(settings) ?? {} };
}

test.each<[string, Checks, string | null, unknown]>([
  ['none', [], null, undefined],
  ['an address', [plain], 'http://x/', undefined],
  ['all that has a column', [whole], 'http://x/', undefined],
  ['a method that is usual', [{ ...plain, method: 'GET' }], 'http://x/', [{ type: 'http', method: 'GET' }]],
  ['another method', [{ ...plain, method: 'PUT' }], null, [{ ...plain, method: 'PUT' }]],
  ['a certificate of its own', [{ ...plain, tls: { name: 'a' } }], null, [{ ...plain, tls: { name: 'a' } }]],
  ['one that the original asks otherwise', [{ ...plain, from: 'host' }], null, [{ ...plain, from: 'host' }]],
  ['how often it is asked', [slow], 'http://x/', [unsaid]],
  ['another kind', [log], null, [log]],
  ['another kind behind it', [plain, log, whole], 'http://x/', [log, whole]],
  ['another kind before it', [log, plain], 'http://x/', [log, { type: 'http' }]],
  [
    'two statuses',
    [{ ...plain, expect: { status: [200, 302] } }],
    null,
    [{ ...plain, expect: { status: [200, 302] } }],
  ],
])(
  '%s: what a column can say stands there, the rest beside it, and both together are the same',
  (_, health, url, rest) => {
    const { row, beside } = stored(health);
    expect([row.url, beside.health]).toEqual([url, rest]);
    expect(withRow(settingsOf(row), beside).health ?? []).toEqual(canonical<AppSettings>({ health }).health ?? []);
    expect(healthOf(row, beside.health)).toHaveLength(health.length);
  },
);

test('what the original changes in its columns counts, and so does what it takes away', () => {
  const { row, beside } = stored([{ ...plain, method: 'GET' }]);
  const asked = (url: string | null) => withRow(settingsOf({ ...row, url }), beside).health;
  expect([asked('http://y/'), asked(null)]).toEqual([[{ type: 'http', url: 'http://y/', method: 'GET' }], undefined]);
  const other = stored([{ ...plain, method: 'PUT' }]);
  const both = withRow(settingsOf({ ...other.row, url: 'http://y/' }), other.beside).health;
  expect(both).toEqual([
    { ...plain, url: 'http://y/' },
    { ...plain, method: 'PUT' },
  ]);
});
