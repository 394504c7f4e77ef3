import { stringify } from 'yaml';
import { expect, test } from 'vitest';
import { compareFleets } from './compare/compareFleets.js';
import { mergeFleet } from './compare/mergeFleet.js';
import { documentOf } from './expand/documentOf.js';
import { exampleText, readFleet } from './fleet.fixture.js';

test('the example has no fault, and holds what it says', () => {
  const { fleet, problems } = readFleet(exampleText());
  expect(problems).toEqual([]);
  expect([...fleet.hosts.keys()]).toHaveLength(10);
  expect(fleet.hosts.get('web-03')).toEqual({
    address: '10.0.1.13',
    login: { user: 'deploy', port: 22, become: 'sudo' },
    labels: { site: 'sh', rack: 'a3' },
  });
  expect(fleet.groups.get('shop')?.rollout).toEqual({ onFailure: 'undo', batch: 2, maxFailures: 0, confirm: '0s' });
  expect(fleet.apps.get('shop-08')).toMatchObject({
    group: 'shop',
    host: 'web-08',
    settings: {
      port: 6080,
      paths: { program: '/data/www/shop-08/html', config: '/data/www/shop-08/conf' },
      service: { script: '/etc/init.d/shop-08', process: 'shop-08-main' },
      health: [{ url: 'http://web-08:6080/health' }],
    },
  });
  expect(fleet.apps.get('report-2')?.settings).toMatchObject({ enabled: false, service: { restart: 'never' } });
});

test('what a fleet is written as comes to the same fleet', () => {
  const { fleet } = readFleet(exampleText());
  const again = readFleet(stringify(documentOf(fleet, 'prod')));
  expect(again.problems).toEqual([]);
  expect(compareFleets(fleet, again.fleet)).toEqual([]);
  expect(stringify(documentOf(again.fleet, 'prod'))).toBe(stringify(documentOf(fleet, 'prod')));
});

test('apps say only what their group does not, and what they take away', () => {
  const text = `
version: 1
groups:
  web:
    port: 1
    enabled: false
    health: [{ type: http, url: "http://x:{port}/" }]
    paths: { program: "/a/{{x}}/{app}", config: /c, layout: nested, backup: beside }
    service: { script: /i, process: p }
    apps:
      same: { host: 10.0.0.1, paths: { config: "/a/{{x}}/same/c" } }
      other: { host: 10.0.0.2, port: 2, enabled: true, health: null, paths: { config: /d, layout: separate, backup: null } }
`;
  const { fleet, problems } = readFleet(text);
  expect(problems).toEqual([]);
  expect(fleet.apps.get('other')!.settings).toEqual({
    port: 2,
    paths: { program: '/a/{x}/other', config: '/d' },
    service: { script: '/i', process: 'p' },
  });
  expect(documentOf(fleet, 'prod').groups!.web!.apps).toEqual({
    other: {
      host: '10.0.0.2',
      port: 2,
      enabled: true,
      health: [],
      paths: { config: '/d', layout: 'separate', backup: 'backup_dir' },
    },
    same: { host: '10.0.0.1', paths: { config: '/a/{{x}}/same/c' } },
  });
});

test.each([
  ['version: 1\ngroups:\n  shop:\n    servce: {}', '4:5 groups.shop.servce: is no key; did you mean service?'],
  ['version: 2', '1:1 version: has to be 1'],
  ['groups: {}', '1:1 version: is missing'],
  ['version: 1\nhosts:\n  a: {}', '3:3 hosts.a.address: is missing'],
  [
    'version: 1\ngroups:\n  a: { keep: 5 }',
    '3:8 groups.a.keep: is not there yet, it comes with a later version; leave it out until then',
  ],
  [
    'version: 1\ngroups:\n  a: { service: { type: docker } }',
    '3:19 groups.a.service.type: has to be init or systemd or supervisor or pm2 or compose or command or none',
  ],
  [
    'version: 1\ngroups:\n  a: { service: { project: Shop } }',
    '3:19 groups.a.service.project: does not fit (compose: the name of its project)',
  ],
  [
    'version: 1\ngroups:\n  a: { health: [{ type: process }] }',
    '3:19 groups.a.health[0].type: only http, tcp, command, log is there yet; other kinds come with a later version',
  ],
  ['version: 1\ngroups:\n  a: { port: "80" }', '3:8 groups.a.port: has to be a whole number (The port it listens on)'],
  [
    'version: 1\ngroups:\n  a: { paths: { program: www } }',
    '3:17 groups.a.paths.program: does not fit (The link the application runs from: an absolute path without "..")',
  ],
  [
    'version: 1\ngroups:\n  a: { rollout: { onFailure: nothing } }',
    '3:19 groups.a.rollout.onFailure: has to be stop or undo or continue',
  ],
  [
    'version: 1\ngroups:\n  a: { rollout: { confirm: 61m } }',
    '3:19 groups.a.rollout.confirm: does not fit (How long a host waits for its confirmation before it goes back by itself, as 90s, 5m or 1h at most; 0s never)',
  ],
  ['version: 1\nversion: 1', '2:1 version is given twice'],
  [
    'version: 1\ngroups:\n  a: { paths: { program: /data/{app}/html, config: /c } }\n  b: {}',
    '3:32 Unexpected flow-map-start at node end; a text that holds { needs quotes here',
  ],
  ['version: 1\nenvironment: test', '2:1 environment: the file is for test, and this is prod'],
  [
    'version: 1\nhosts:\n  "w-[1..100000]": { address: 10.0.0.1 }',
    '3:3 hosts.w-[1..100000]: [1..100000] makes 100000 names, 10000 are the most',
  ],
  [
    'version: 1\nhosts:\n  "w-[1..3]": { address: "10.0.0.[1..4]" }',
    '3:3 hosts.w-[1..3]: "10.0.0.[1..4]" makes 4 names, and the name of the entry 3',
  ],
  ['version: 1\nhosts:\n  "w-[3..1]": { address: 10.0.0.1 }', '3:3 hosts.w-[3..1]: [3..1] runs backwards'],
  [
    'version: 1\nhosts:\n  w-1: { address: 10.0.0.1 }\n  "w-[1..2]": { address: "10.0.0.[2..3]" }',
    '4:3 hosts.w-[1..2]: there is w-1 already',
  ],
  [
    'version: 1\nhosts:\n  a: { address: 10.0.0.1 }\n  b: { address: 10.0.0.1 }',
    '4:8 hosts.b.address: 10.0.0.1 is the address of a, too, by the same port and jump',
  ],
  [
    'version: 1\nhosts:\n  aa: { address: 10.0.0.1, login: { jump: bb } }\n  bb: { address: 10.0.0.2, login: { jump: aa } }',
    '3:37 hosts.aa.login.jump: leads in a circle: aa -> bb -> aa',
  ],
  [
    'version: 1\nhosts:\n  web-01: { address: 10.0.0.1 }\n  b: { address: 10.0.0.2, login: { jump: web-1 } }',
    '4:36 hosts.b.login.jump: "web-1" is the name of no host; did you mean web-01?',
  ],
  [
    'version: 1\ngroups:\n  a: { apps: { all: { host: x.y } } }',
    '3:16 groups.a.apps.all: means every app; give it another name',
  ],
  [
    'version: 1\ngroups:\n  a: { title: "{hots}", apps: { b: { host: x.y } } }',
    '3:8 groups.a.title: {hots} is no placeholder; did you mean {host}? A brace itself is written twice',
  ],
  [
    'version: 1\ngroups:\n  a: { title: "{port}", apps: { b: { host: x.y } } }',
    '3:8 groups.a.title: {port} has no value here',
  ],
])('%j is refused where it is wrong', (text, problem) => {
  expect(readFleet(text).problems).toContain(problem);
});

test('brackets are plain text where the name of an entry has no range, and no name has one', () => {
  const text = `
version: 1
hosts: { a: { address: 10.0.0.1, note: 'rows [1..2]' }, 'w-[1..2]': { address: '10.0.1.[1..2]', note: 'in rack [3..4]' } }
`;
  const { fleet, problems } = readFleet(text);
  expect(problems).toEqual([]);
  expect([...fleet.hosts.values()].map(({ note }) => note)).toEqual(['rows [1..2]', 'in rack 3', 'in rack 4']);
  const again = readFleet(stringify(documentOf(fleet, 'prod')));
  expect([again.problems, compareFleets(fleet, again.fleet)]).toEqual([[], []]);
});

test('all problems are told at once', () => {
  const { problems } = readFleet('version: 3\nhosts: { a: {} }\ngroups: { b: { port: x, prots: 1 } }');
  expect(problems.map((one) => one.split(' ')[1])).toEqual([
    'version:',
    'hosts.a.address:',
    'groups.b.prots:',
    'groups.b.port:',
  ]);
  const lacking = readFleet('version: 1\ngroups: { b: { apps: { c: { host: h.x } } } }').problems;
  expect(lacking.map((one) => one.split(' ')[1])).toEqual([
    'groups.b.apps.c.paths.program:',
    'groups.b.apps.c.service.script:',
    'groups.b.apps.c.service.process:',
  ]);
});

const standing = `
version: 1
groups:
  web:
    port: 1
    paths: { program: "/a/{app}", config: "/b/{app}" }
    service: { script: /i, process: "p{port}" }
    apps: { one: { host: 10.0.0.1 }, two: { host: 10.0.0.2, port: 2, service: { process: mine } } }
`;

test('apps a file does not name follow their group, but for what is their own; nothing else is touched', () => {
  const before = readFleet(standing).fleet;
  const said = readFleet(
    'version: 1\ngroups:\n  web: { port: 7, paths: { program: "/z/{app}", config: /c }, service: { script: /i, process: "q{port}" } }',
  ).fleet;
  const after = mergeFleet(before, said, { environment: 'prod', prune: false });
  expect(compareFleets(before, after)).toEqual([
    {
      kind: 'group',
      name: 'web',
      change: 'changed',
      values: [
        { key: 'port', before: 1, after: 7 },
        { key: 'paths.program', before: '/a/{app}', after: '/z/{app}' },
        { key: 'paths.config', before: '/b/{app}', after: '/c' },
        { key: 'service.process', before: 'p{port}', after: 'q{port}' },
      ],
    },
    {
      kind: 'app',
      name: 'one',
      change: 'changed',
      values: [
        { key: 'port', before: 1, after: 7 },
        { key: 'paths.program', before: '/a/one', after: '/z/one' },
        { key: 'paths.config', before: '/b/one', after: '/c' },
        { key: 'service.process', before: 'p1', after: 'q7' },
      ],
    },
    {
      kind: 'app',
      name: 'two',
      change: 'changed',
      values: [
        { key: 'paths.program', before: '/a/two', after: '/z/two' },
        { key: 'paths.config', before: '/b/two', after: '/c' },
      ],
    },
  ]);
  const pruned = mergeFleet(before, said, { environment: 'prod', prune: true });
  expect([...pruned.apps.keys()]).toEqual([]);
});
