import { expect, test } from 'vitest';
import { readFleet } from '../fleet.fixture.js';

const migrate = 'name: migrate, command: ./migrate';

test.each([
  [`{ ${migrate}, when: before-switch, run: once, on: web-1, within: 10m, onUndo: ./back }`, ''],
  [`{ ${migrate}, when: after-start, user: app, directory: bin, environment: { A_1: "b c" }, onFailure: warn }`, ''],
  [`{ ${migrate}, when: before-switch, run: once, reversible: false }`, ''],
  ['{ name: a, command: migrate, when: before-switch, run: once, on: worker, onUndo: back }', ''],
  ['{ name: a, command: ./m, when: before-switch, run: once, on: worker }', '[0].command: on the worker it names what'],
  ['{ name: a, command: m, when: after-all, run: once, on: worker, user: b }', '[0].user: is for a hook on a host'],
  ['{ command: a, when: after-all }', '[0].name: is missing'],
  ['{ name: a, when: after-all }', '[0].command: is missing'],
  [`{ ${migrate}, when: later }`, '[0].when: has to be before-switch'],
  ['{ name: "A b", command: a, when: after-all }', '[0].name: does not fit'],
  [`{ ${migrate}, when: after-all, user: "a; b" }`, '[0].user: does not fit'],
  [`{ ${migrate}, when: after-all, within: 10 }`, '[0].within: has to be text'],
  [`{ ${migrate}, when: after-all }, { ${migrate}, when: after-start }`, '[1].name: there is a hook migrate already'],
  [`{ ${migrate}, when: after-start, run: once }`, '[0].run: what runs once runs before-switch or after-all'],
  [`{ ${migrate}, when: before-switch, onUndo: a }`, '[0].onUndo: is for a hook that runs once (run: once)'],
  [`{ ${migrate}, when: before-switch, on: web-1 }`, '[0].on: is for a hook that runs once (run: once)'],
  [
    `{ ${migrate}, when: after-all, run: once, reversible: false }`,
    '[0].reversible: is for a hook that runs once before',
  ],
  [
    `{ ${migrate}, when: before-switch, run: once, onUndo: a, reversible: false }`,
    '[0].reversible: a hook that has onUndo',
  ],
  [`{ ${migrate}, when: after-all, environment: { "a-b": c } }`, '[0].environment.a-b: is no name of a variable'],
])('hooks %s are held against themselves', (commands, expected) => {
  const { problems } = readFleet(
    `version: 1\ngroups: { b: { hooks: { commands: [${commands}] }, service: { type: none }, apps: { c: { host: h.x, paths: { program: /srv/c } } } } }`,
  );
  expect(problems).toHaveLength(expected === '' ? 0 : 1);
  expect(problems[0] ?? '').toContain(expected);
});
