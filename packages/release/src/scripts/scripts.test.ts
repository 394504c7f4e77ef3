import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { scriptFile } from '#shell';
import { expect, test } from 'vitest';

import type { StepContext } from '../model/step.js';
import { payloadOf } from '../testing/payload.js';
import { hostDirectory } from '../testing/hostDirectory.js';
import { workflows } from '../workflows/workflows.js';
import { hostScript, plainScript } from './hostScript.js';

const here = new URL('.', import.meta.url).pathname;
const filesOf = (folder: string): string[] => readdirSync(join(here, folder)).map((name) => basename(name, '.sh'));
const textOf = (folder: string, name: string): string => readFileSync(join(here, folder, `${name}.sh`), 'utf8');

/** The files that may stand for `service`, of its largest kind. */
const ofService = ['lib/calls', 'lib/search', 'init']
  .map((name) => scriptFile(readFileSync(join(here, `../services/${name}.sh`), 'utf8')).body)
  .join('');

const confirmLib = ['holder', 'lock', 'journal'] as const;
const made = hostDirectory();
made.end();
const context: StepContext = {
  ...made.context,
  payload: payloadOf(2, 2, '', ''),
  target: { program: '/srv/app_20260101_000000', config: null },
  confirm: 5,
};

test.each(['steps', 'lib'])('every file of %s begins with what it is', (folder) => {
  const heads = filesOf(folder).map((name) => textOf(folder, name).split('\n').slice(0, 2));
  expect(heads.length).toBeGreaterThan(10);
  for (const [directive, sentence] of heads) {
    expect(directive).toBe('# shellcheck shell=sh');
    expect(sentence).toMatch(/^# [A-Z].*[a-z][,:.]? ?/);
  }
});

test('every file of lib is named by a script, and every step gives its scripts all values', () => {
  const named = filesOf('steps').flatMap((name) => scriptFile(textOf('steps', name)).lib);
  expect(filesOf('lib').filter((name) => name !== 'prelude' && !named.includes(name))).toEqual([]);
  const steps = Object.values(workflows)
    .flatMap(({ pipelines }) => Object.values(pipelines))
    .flatMap(({ steps: forward, undo, look }) => [...forward, ...undo, ...(look ? [look] : [])]);
  // A value that nobody gives throws.
  for (const step of steps) expect(step.instruct(context)).toBeTypeOf('object');
});

test('a script that is used in another way than its head says is refused', () => {
  expect(() => hostScript({ file: 'confirm', lib: [], args: ['confirm'] })).toThrow('confirm.sh names other files');
  expect(() => plainScript({ file: 'confirm', lib: confirmLib, args: ['confirn'] })).toThrow('takes no confirn');
  const lacking = hostScript({ file: 'confirm', lib: confirmLib, args: [] });
  expect(() => lacking(context, {})).toThrow('nobody gives steps/confirm.sh its value confirm');
  expect(() => hostScript({ file: 'none', lib: [], args: [] })).toThrow('none.sh');
});

test('a script holds every function it calls', () => {
  const bodyOf = (folder: string, name: string): string =>
    name === 'service' && folder === 'lib' ? ofService : scriptFile(textOf(folder, name)).body;
  const defined = (body: string): string[] => [...body.matchAll(/^([a-z_0-9]+)\(\) \{/gm)].map(([, name]) => name!);
  const all = [...new Set([...filesOf('lib'), 'service'].flatMap((name) => defined(bodyOf('lib', name))))];
  const missing = filesOf('steps').flatMap((step) => {
    const files = ['prelude', ...scriptFile(textOf('steps', step)).lib].map((name) => bodyOf('lib', name));
    const body = [...files, bodyOf('steps', step)].join('');
    const own = defined(body);
    const called = (name: string): boolean =>
      new RegExp(`(?:^|[;&|({!]|\\b(?:then|do|if|while|until|else))\\s*${name}(?![\\w=/.[-])`, 'm').test(body);
    return all.filter((name) => !own.includes(name) && called(name)).map((name) => `${step} calls ${name}`);
  });
  expect(all.length).toBeGreaterThan(100);
  expect(missing).toEqual([]);
});

test('no kind of service takes a variable of the scripts that use it for itself', () => {
  const textsOf = (folder: string): string[] =>
    readdirSync(join(here, folder))
      .filter((name) => name.endsWith('.sh'))
      .map((name) => readFileSync(join(here, folder, name), 'utf8'));
  const services = [...textsOf('../services'), ...textsOf('../services/lib')];
  const scripts = [...textsOf('lib'), ...textsOf('steps')];
  const argsOf = (texts: string[]): Set<string> => new Set(texts.flatMap((text) => scriptFile(text).args));
  const assigned = (texts: string[]): Set<string> =>
    new Set(
      texts.flatMap((text) =>
        [...scriptFile(text).body.matchAll(/(?:^|[;&|({!\s])([a-z_0-9]+)=/g)].map(([, name]) => name!),
      ),
    );
  const both = (one: Set<string>, other: Set<string>): string[] => [...one].filter((name) => other.has(name)).sort();
  // What a function gives back, what is used at once, and what both are told by the context.
  const meant = ['fields', 'found', 'line', 'many', 'name', 'searched', 'service_status'];
  expect(both(assigned(services), assigned(scripts)).filter((name) => !meant.includes(name))).toEqual([]);
  const told = ['of_app', 'program_link', 'start_seconds', 'state', 'stop_seconds', 'variables'];
  expect(both(argsOf(services), argsOf(scripts)).filter((name) => !told.includes(name))).toEqual([]);
});

test('what is a value is never part of the text that runs', () => {
  const odd = `'; exit 9; '$(exit 9)\`exit 9\`\n#`;
  const text = hostScript({ file: 'confirm', lib: confirmLib, args: ['confirm'] })(
    { ...context, requestId: odd, installation: { id: odd, name: odd } },
    { confirm: odd },
  );
  expect(text.slice(text.indexOf('\nmain() {'))).not.toContain('exit 9');
});
