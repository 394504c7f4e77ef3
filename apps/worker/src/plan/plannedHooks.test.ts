import { expect, test } from 'vitest';
import type { App, Hook } from '#release';
import { plannedHooks } from './plannedHooks.js';

const line = (...command: string[]) => ({ command, within: 600, directory: '/' });
const hook: Hook = {
  ...{ name: 'tables', when: 'before-switch', run: 'once', on: 'worker', command: 'migrate' },
  ...{ seconds: 60, onFailure: 'fail' },
};

/** What tells the one hook of an app from another one. */
function identity(more: Partial<Hook>, allowed: Parameters<typeof plannedHooks>[2]): string {
  const app = { appKey: 'web1', group: 'web', hooks: [{ ...hook, ...more }] } as unknown as App;
  return plannedHooks(app, [{ app }], allowed).hooks![0]!.identity;
}

const allowed = { migrate: line('/opt/migrate', '--all'), back: line('/opt/back') };

test.each<[string, Partial<Hook>, Parameters<typeof plannedHooks>[2]]>([
  ['another program', {}, { ...allowed, migrate: line('/opt/drop', '--all') }],
  ['a word more', {}, { ...allowed, migrate: line('/opt/migrate', '--all', '--force') }],
  ['the words in other bounds', {}, { ...allowed, migrate: line('/opt/migrate --all') }],
  ['another directory', {}, { ...allowed, migrate: { ...allowed.migrate, directory: '/srv' } }],
  ['less time', {}, { ...allowed, migrate: { ...allowed.migrate, within: 1 } }],
  ['nothing', {}, { back: allowed.back }],
  ['another way back', { onUndo: 'back' }, { ...allowed, back: line('/opt/other') }],
])('a hook of the worker is another one once config.yml says %s', (_what, more, now) => {
  expect(identity(more, now)).not.toBe(identity(more, allowed));
});

test('what the worker allows beside it changes no hook, and one of a host is no concern of it', () => {
  expect(identity({}, { ...allowed, back: line('/opt/other') })).toBe(identity({}, allowed));
  expect(identity({ command: 'constructor' }, {})).toBe(identity({ command: 'constructor' }, allowed));
  const onHost: Partial<Hook> = { run: 'each', on: undefined };
  expect(identity(onHost, {})).toBe(identity(onHost, allowed));
  expect(identity({ on: 'web1' }, {})).toBe(identity({ on: 'web1' }, allowed));
});
