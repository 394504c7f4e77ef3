import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { Secret } from '#shell';
import type { App } from '../model/app.js';
import type { StepContext } from '../model/step.js';
import { activateStep } from '../steps/activate.js';
import { revertStep } from '../steps/revert.js';
import { serviceStep } from '../steps/service.js';
import { hostsOfEachTest, until } from '../testing/hosts.js';
import { serviceRequest } from '../testing/requests.js';
import { environmentText } from './environmentFile.js';
import { withPrograms } from './testing/managedApp.js';

const { released } = hostsOfEachTest();

const odd = ["it's", 'a "b"', '$HOME', '`id`', 'a\\', '\\n', 'two\nlines\n', ' blanks ', '#no comment', 'ü€', ';', '='];

test('a shell that reads the file has each value as it is written, whatever it holds', () => {
  const value = fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\0'));
  fc.assert(
    fc.property(fc.oneof(value, fc.constantFrom(...odd)), fc.oneof(value, fc.constantFrom(...odd)), (one, other) => {
      const app = {
        service: { type: 'supervisor', program: 'a', config: '' },
        appKey: 'a',
        row: {},
        programLink: '/srv/a',
        variables: { A: { secret: 's' }, B: other },
      };
      const late = { environment: '', release: '', provenance: {}, secretOf: () => new Secret(one) };
      const text = environmentText({ app: app as unknown as App, late });
      const program = `set -a; eval "$1"; exec env -i sh -c 'printf "%s\\1%s" "$1" "$2"' sh "$A" "$B"`;
      const { stdout } = spawnSync('sh', ['-c', program, 'sh', text], { encoding: 'utf8' });
      expect(stdout.split('\u0001')).toEqual([one, other.replaceAll('{{', '{').replaceAll('}}', '}')]);
    }),
    { numRuns: 60 },
  );
});

/** A host with a release to be switched to, whose application a systemctl of ours starts, without any variable of this process. */
function unitHost() {
  const made = released();
  const programs = join(made.root, 'programs');
  mkdirSync(programs);
  const asked = join(made.root, 'asked');
  const systemctl = [
    '#!/bin/sh',
    `echo "$*" >>${asked}`,
    `pid=$(cat ${made.root}/pid 2>/dev/null); case $(cat "/proc/$pid/stat" 2>/dev/null) in '' | *') Z '*) pid=0 ;; esac`,
    'case $* in',
    '  *" show "*) printf "LoadState=loaded\\nActiveState=active\\nMainPID=%s\\nCanReload=no\\n" "$pid"',
    `    [ ! -f ${made.root}/reads ] || cat ${made.root}/reads ;;`,
    `  *" start "*) cp ${made.context.paths.state}/environment ${made.root}/started 2>/dev/null || rm -f ${made.root}/started`,
    `    [ ! -e ${made.root}/broken ] || exit 1; ${made.app.init} start ;;`,
    `  *" stop "*) ${made.app.init} stop ;;`,
    'esac',
  ];
  writeFileSync(join(programs, 'systemctl'), `${systemctl.join('\n')}\n`, { mode: 0o755 });
  const host = withPrograms(made, programs, { service: { type: 'systemd', unit: 'a.service', manager: 'user' } });
  const of = (variables: App['variables'], more: Partial<StepContext> = {}): StepContext => ({
    ...made.context,
    app: { ...host.app, ...(variables && { variables }) },
    ...more,
  });
  const file = join(made.context.paths.state, 'environment');
  const read = (path: string) => (existsSync(path) ? readFileSync(path, 'utf8') : null);
  const start = (context: StepContext) =>
    host.send(serviceStep.instruct({ ...context, request: serviceRequest('restart') })).facts;
  return {
    ...host,
    before: made.before,
    asked,
    file,
    of,
    start,
    started: () => read(join(made.root, 'started')),
    text: () => read(file),
  };
}

test('a start finds the variables in a file that its user alone may read, and one without any finds none', () => {
  const { asked, file, of, start, started, text } = unitHost();
  expect(start(of({ A: '{app}', DB: { secret: 'db' } }, { requestId: 'r1' })).trouble).toBeUndefined();
  expect(started()).toBe('A="server1"\nDB="secret of db"\n');
  expect([statSync(file).mode & 0o777, text()]).toEqual([0o600, started()]);
  expect(existsSync(`${file}.new`)).toBe(false);
  expect(readFileSync(asked, 'utf8')).not.toContain('secret of db');
  expect(start(of(undefined, { requestId: 'r2' })).trouble).toBeUndefined();
  expect([started(), text()]).toEqual([null, null]);
});

test('an application that is not started keeps the file that it runs with', () => {
  const { of, send, start, text } = unitHost();
  start(of({ A: 'one' }, { requestId: 'r1' }));
  const request = serviceRequest('start');
  expect(send(serviceStep.instruct(of({ A: 'two' }, { requestId: 'r2', request }))).facts).toMatchObject({
    after: '1',
  });
  expect(text()).toBe('A="one"\n');
});

test.each([
  ['other ones', { A: 'one' }, { A: 'two' }],
  ['none', { A: 'one' }, undefined],
  ['the first ones', undefined, { A: 'two' }],
] as const)('a release with %s starts with them, and what is put back with those of before', (_, before, after) => {
  const { before: old, of, send, start, started, text } = unitHost();
  const textOf = (variables: App['variables']) => (variables ? `A="${variables.A as string}"\n` : null);
  start(of(before, { requestId: 'r1' }));
  const context = of(after, { requestId: 'r2' });
  expect(send(activateStep.instruct(context))).toMatchObject({
    status: 0,
    facts: { program_now: context.paths.program },
  });
  expect([started(), text()]).toEqual([textOf(after), textOf(after)]);
  expect(send(revertStep.instruct(context))).toMatchObject({ status: 0, facts: { program_now: old.program } });
  expect([started(), text()]).toEqual([textOf(before), textOf(before)]);
  // Asked again it changes nothing.
  expect(send(revertStep.instruct({ ...context, unique: 'again' }))).toMatchObject({ status: 0 });
  expect(text()).toBe(textOf(before));
});

test('a host that goes back by itself starts with the variables of before, and its script holds no secret', async () => {
  const { before, of, root, send, start, started, app } = unitHost();
  start(of({ A: 'one' }, { requestId: 'r1' }));
  const context = of({ A: { secret: 'db' } }, { requestId: 'r2', confirm: 1 });
  expect(send(activateStep.instruct(context))).toMatchObject({ status: 0 });
  const watch = join(context.paths.state, 'watch.r2');
  onTestFinished(() => until(() => !existsSync(root) || !existsSync(watch)));
  expect([started(), readFileSync(watch, 'utf8').includes('secret of db')]).toEqual(['A="secret of db"\n', false]);
  await until(() => started() === 'A="one"\n');
  expect(existsSync(app.programLink)).toBe(true);
  expect(before.program).toBeTypeOf('string');
});

test('what is kept for the way back is gone with the next release, and nothing is called where nobody has variables', () => {
  const { asked, file, of, root, send, start } = unitHost();
  start(of({ A: 'one' }, { requestId: 'r1' }));
  send(activateStep.instruct(of({ A: 'two' }, { requestId: 'r2' })));
  expect(existsSync(`${file}.before.r2`)).toBe(true);
  send(activateStep.instruct(of(undefined, { requestId: 'r3', facts: {} })));
  expect([existsSync(`${file}.before.r2`), existsSync(file)]).toEqual([false, false]);
  expect(readFileSync(asked, 'utf8')).not.toContain('EnvironmentFiles=');
  expect(existsSync(root)).toBe(true);
});
