import { expect, test } from 'vitest';
import { readFleet } from '../fleet.fixture.js';

const fleet = (settings: string): string =>
  `version: 1\ngroups: { b: { ${settings}, apps: { c: { host: h.x, port: 80, paths: { program: /srv/c } } } } }`;
const none = 'service: { type: none }';

test.each([
  [`variables: { A_1: "x {app} {port} {shared} {version} {{}}", B: { secret: shop-db }, C: null }, ${none}`, ''],
  [`variables: { "a-b": x }, ${none}`, 'variables.a-b: is no name of a variable'],
  [`variables: { A: "" }, ${none}`, 'variables.A: must NOT have fewer than 1'],
  [`variables: { A: 1 }, ${none}`, 'variables.A: has to be text'],
  [`variables: { A: { secret: "x y" } }, ${none}`, 'variables.A.secret: does not fit'],
  [`variables: { A: { secrets: x } }, ${none}`, 'variables.A.secret: is missing'],
  [`variables: { A: "{comit}" }, ${none}`, 'variables.A: {comit} is no placeholder; did you mean {commit}'],
  [`variables: { A: x }, service: { type: systemd, unit: a.service }`, ''],
  [`service: { type: systemd, unit: "a-{version}.service" }`, 'service.unit: {version} is known of a release only'],
  [
    `${none}, hooks: { commands: [{ name: a, when: after-all, command: "{x}", environment: { A: "{x}", B: { secret: a } } }] }`,
    'hooks.commands[0].environment.A: {x} is no placeholder',
  ],
])('%s is held against itself', (settings, expected) => {
  const { problems } = readFleet(fleet(settings));
  if (expected === '') expect(problems).toEqual([]);
  else expect(problems[0]).toContain(expected);
  expect(problems.length).toBeLessThanOrEqual(2);
});

test('texts of a release stay as they are written, and what outlives releases is known', () => {
  const read = readFleet(
    fleet(
      'variables: { A: "{app} {version}", B: { secret: a } }, service: { type: none }, health: [{ type: log, file: "{shared}/app.log", line: up }]',
    ),
  );
  const { settings } = read.fleet.apps.get('c')!;
  expect(settings.variables).toEqual({ A: '{app} {version}', B: { secret: 'a' } });
  expect(settings.health).toEqual([{ type: 'log', file: '/srv/c.shared/app.log', line: 'up' }]);
});
