import { expect, test } from 'vitest';
import { readFleet } from '../fleet.fixture.js';

test.each([
  ['type: systemd, unit: a.service', []],
  ['type: systemd', ['unit: is missing: the unit of systemd, here or in its group']],
  ['type: none, unit: a.service', ['unit: belongs to another type of service (systemd), and service.type is none']],
  [
    'type: none, restart: reload',
    ['restart: cannot be reload: service.type none has no process that could load anything'],
  ],
  ['type: supervisor', ['program: is missing: the name of its program in supervisor, here or in its group']],
  ['type: pm2, name: a', []],
  ['type: command, commands: { start: a, stop: b }', ['commands.status: is missing']],
  ['type: command, process: a, commands: { start: a }', ['commands.stop: is missing']],
  ['type: command, process: a, commands: { start: a, stop: b }, restart: reload', ['commands.reload: is missing']],
  ['script: /a, process: b, unit: c', ['unit: belongs to another type of service (systemd), and service.type is init']],
])('a service of %s is held against what its type needs', (service, expected) => {
  const { problems } = readFleet(
    `version: 1\ngroups: { b: { service: { ${service} }, apps: { c: { host: h.x, paths: { program: /srv/c } } } } }`,
  );
  const told = problems.map((one) => one.slice(one.indexOf('.service.') + '.service.'.length));
  expect(told).toHaveLength(expected.length);
  expected.forEach((text, index) => expect(told[index]).toContain(text));
});

test.each([
  ['[uploads/, .env]', ''],
  ['[storage/, storage/logs/]', 'shared[1]: lies in storage, or around it, which is shared already'],
  ['[conf/local.yml]', 'shared[0]: lies in the configuration conf, or around it, which each release brings'],
  ['[conf2/]', ''],
  ['[../x]', 'shared[0]: does not fit'],
  ['[a/./b]', 'shared[0]: does not fit'],
])('shared %s is held against itself and the configuration', (shared, expected) => {
  const { problems } = readFleet(
    `version: 1\ngroups: { b: { shared: ${shared}, service: { type: none }, apps: { c: { host: h.x, paths: { program: /srv/c, config: /srv/c/conf, layout: nested } } } } }`,
  );
  expect(problems).toHaveLength(expected === '' ? 0 : 1);
  expect(problems[0] ?? '').toContain(expected);
});
