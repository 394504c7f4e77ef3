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
  ['type: compose, project: "{group}-1"', []],
  ['type: compose, project: "-{group}"', ['project: does not fit']],
  ['type: compose, project: "{host}"', ['project: is no name of a project for docker compose']],
  ['type: compose', ['project: is missing: the name of its project in docker compose, here or in its group']],
  ['type: compose, project: a, services: [web, "x y"]', ['services[1]: does not fit']],
  ['type: compose, project: a, restart: reload', ['services: is missing: those of its services that load']],
  ['type: compose, project: a, services: [web], restart: reload', []],
  ['type: pm2, name: a, services: [web]', ['services: belongs to another type of service (compose)']],
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

test.each([
  ['owner: { user: app, umask: "027" }', ''],
  ['owner: { group: app }', 'owner.user: is missing: the user its files belong to'],
  ['owner: { user: app, umask: "227" }', 'owner.umask: does not fit'],
  ['owner: { user: app, umask: 27 }', 'owner.umask: has to be text'],
  ['owner: { user: "app;id" }', 'owner.user: does not fit'],
  ['paths: { shared: "/data/{app}" }', ''],
  ['paths: { shared: data }', 'paths.shared: does not fit'],
  ['paths: { shared: /srv/c/data }', 'paths.shared: lies in /srv/c, or around it, which releases replace'],
  ['paths: { shared: /srv }', 'paths.shared: lies in /srv/c, or around it'],
  ['paths: { shared: /srv/c_20260101_000000/data }', 'paths.shared: lies in /srv/c, or around it'],
  ['paths: { shared: /srv/.rexflow/c }', 'paths.shared: lies where rexflow keeps'],
])('%s is held against what an owner and a place of shared data are', (settings, expected) => {
  const { problems } = readFleet(
    `version: 1\ngroups: { b: { ${settings}, service: { type: none }, apps: { c: { host: h.x, paths: { program: /srv/c } } } } }`,
  );
  expect(problems.map((one) => one.includes(expected))).toEqual(expected === '' ? [] : [true]);
});

test.each([
  [
    '{ type: http, url: "https://h/", method: PUT, body: a, tls: { name: a.b, ca: /ca.pem }, expect: { status: [200, 302] } }',
    '',
  ],
  ['{ type: http, url: "ftp://h/" }', 'health[0].url: has to begin with http:// or https://'],
  ['{ type: http, url: "http://h:x/" }', 'health[0].url: is no address'],
  ['{ type: http, url: "http://h/", method: HEAD, body: a }', 'health[0].body: is not sent with HEAD'],
  ['{ type: http, url: "http://h/", method: HEAD, expect: { body: a } }', 'health[0].expect.body: cannot be seen'],
  ['{ type: http, url: "http://h/", expect: { body: "(" } }', 'health[0].expect.body: is no regular expression'],
  [
    '{ type: http, url: "http://h/", tls: { name: a.b } }',
    'health[0].tls: counts for an address that begins with https://',
  ],
])('a check %s is held against itself', (check, expected) => {
  const { problems } = readFleet(
    `version: 1\ngroups: { b: { health: [${check}], service: { type: none }, apps: { c: { host: h.x, paths: { program: /srv/c } } } } }`,
  );
  expect(problems).toHaveLength(expected === '' ? 0 : 1);
  expect(problems[0] ?? '').toContain(expected);
});
