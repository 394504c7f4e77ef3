import { CodedError } from '#contract';
import type { Row } from '#mysql';
import type { App } from '#release';
import { expect, test } from 'vitest';
import { hostTable } from '../hosts/hostTable.js';
import { placeOf } from './placeOf.js';
import { toApp } from './toApp.js';

/** The row `server1` of the original's sample data. */
const sample: Row = {
  id: 1,
  server_name: '服务一',
  network_ip: '127.0.0.1',
  pro_type: 'tomcat',
  config_dir: '/data/www/config1',
  pro_dir: '/data/www/html1',
  pro_key: 'tomcat-server1',
  pro_init: '/etc/init.d/tomcat-server1',
  local_name: 'server',
  app_key: 'server1',
  is_deloy_dir: '2',
  auto_deloy: '1',
  backupdir_same_level: 0,
  deploydir_same_level: 0,
  configure_file_list: '',
  configure_file_status: 0,
  url: '',
  header: null,
  params: null,
  require: null,
  requirecode: null,
  checkdir: 'test,b.txt',
  predir: null,
  local_pro_cmd: null,
  local_conf_cmd: 'sed -i s/1/2/ config.properties',
  is_restart_status: 0,
};

const nested: Row = { is_deloy_dir: '1', pro_dir: '/opt/flow', config_dir: '/opt/flow/WEB-INF/classes/' };

test('a row becomes an app', () => {
  expect(toApp(sample)).toEqual({
    id: 1,
    appKey: 'server1',
    group: 'server',
    host: '127.0.0.1',
    layout: 'separate',
    programLink: '/data/www/html1',
    configLink: '/data/www/config1',
    init: '/etc/init.d/tomcat-server1',
    processKey: 'tomcat-server1',
    automated: true,
    restarts: true,
    listedConfig: null,
    backupBeside: false,
    deployBeside: false,
    checkdir: ['test', 'b.txt'],
    predir: '',
    programCommand: '',
    configCommand: 'sed -i s/1/2/ config.properties',
    health: [],
    row: Object.fromEntries(Object.entries(sample).filter(([, value]) => value !== null)) as App['row'],
  } satisfies App);
});

test('whose its files are, and where its data lies, stand beside its row', () => {
  const hook = { name: 'warm', when: 'after-start', command: 'true' } as const;
  const beside = {
    paths: { shared: '/data/kept/' },
    shared: ['logs/'],
    owner: { user: 'app', umask: '027' },
    hooks: { commands: [hook, { ...hook, name: 'other', user: 'root' }] },
  };
  const described = { hosts: hostTable(new Map()), rollouts: new Map(), outages: new Map(), besideGroups: new Map() };
  const app = toApp(sample, { ...described, beside: new Map([['server1', beside]]) });
  expect(app).toMatchObject({ sharedRoot: '/data/kept', owner: { user: 'app', group: 'app', umask: '027' } });
  expect(app.hooks?.map(({ user }) => user)).toEqual(['app', 'root']);
  const grounds = { baseappDir: '/b', backupDir: '/c', machine: () => 'one' };
  expect(placeOf(app, grounds)).toMatchObject({
    live: expect.arrayContaining(['/data/kept']),
    common: { path: '/data/kept', of: 'server' },
  });
});

test.each<[string, Row, Partial<App>]>([
  ['is_deloy_dir 1', nested, { layout: 'nested', programLink: '/opt/flow', configLink: '/opt/flow/WEB-INF/classes' }],
  ['is_deloy_dir as a number', { is_deloy_dir: 2 }, { layout: 'separate' }],
  ['slashes at the end', { pro_dir: '/a/b//', config_dir: '/a/c/' }, { programLink: '/a/b', configLink: '/a/c' }],
  ['blanks around', { app_key: ' server1 ', pro_dir: '/a/b ' }, { appKey: 'server1', programLink: '/a/b' }],
  ['auto_deloy 0', { auto_deloy: '0' }, { automated: false }],
  ['auto_deloy as a number', { auto_deloy: 1 }, { automated: true }],
  ['auto_deloy NULL', { auto_deloy: null }, { automated: false }],
  ['is_restart_status 1', { is_restart_status: 1 }, { restarts: false }],
  ['is_restart_status as text', { is_restart_status: '1' }, { restarts: false }],
  ['is_restart_status NULL', { is_restart_status: null }, { restarts: true }],
  ['id as text', { id: '7' }, { id: 7 }],
  [
    'same level as numbers and text',
    { backupdir_same_level: 1, deploydir_same_level: '1' },
    { backupBeside: true, deployBeside: true },
  ],
  [
    'a listed config',
    { configure_file_status: 1, configure_file_list: ' a.xml, b/c.properties ,,./d.xml\n' },
    { listedConfig: ['a.xml', 'b/c.properties', 'd.xml'] },
  ],
  ['a status of any text', { configure_file_status: '2', configure_file_list: 'a' }, { listedConfig: ['a'] }],
  ['a list that is switched off', { configure_file_status: '0', configure_file_list: 'a' }, { listedConfig: null }],
  ['a status of NULL', { configure_file_status: null, configure_file_list: 'a' }, { listedConfig: null }],
  ['a status without a list', { configure_file_status: 1, configure_file_list: null }, { listedConfig: null }],
  ['checkdir with blanks and slashes', { checkdir: ' lib/ , , a.jar' }, { checkdir: ['lib', 'a.jar'] }],
  ['checkdir NULL', { checkdir: null }, { checkdir: [] }],
  ['predir', { predir: '/webapps/./ROOT/' }, { predir: 'webapps/ROOT' }],
  ['commands', { local_pro_cmd: 'make', local_conf_cmd: null }, { programCommand: 'make', configCommand: '' }],
])('%s', (_, change, expected) => {
  expect(toApp({ ...sample, ...change })).toMatchObject(expected);
});

test.each<[string, Row, App['health']]>([
  ['no url', { params: 'a=1', header: 'A:b' }, []],
  [
    'a url alone',
    { url: 'http://h/' },
    [{ type: 'http', url: 'http://h/', headers: {}, body: null, status: null, pattern: null }],
  ],
  [
    'everything',
    {
      url: 'http://127.0.0.1:8080/check',
      header: 'Host: a.example:8080 ;X-Time:12:30:00; nonsense;:no name;Empty:',
      params: '{"a":1}',
      requirecode: '200',
      require: '^ok$',
    },
    [
      {
        type: 'http',
        url: 'http://127.0.0.1:8080/check',
        headers: { Host: 'a.example:8080', 'X-Time': '12:30:00', Empty: '' },
        body: '{"a":1}',
        status: [200],
        pattern: '^ok$',
      },
    ],
  ],
  [
    'a status that is none',
    { url: 'http://h/', requirecode: 'ok' },
    [{ type: 'http', url: 'http://h/', headers: {}, body: null, status: null, pattern: null }],
  ],
  [
    'a status as a number',
    { url: 'http://h/', requirecode: 302 },
    [{ type: 'http', url: 'http://h/', headers: {}, body: null, status: [302], pattern: null }],
  ],
])('health: %s', (_, change, expected) => {
  expect(toApp({ ...sample, ...change }).health).toEqual(expected);
});

test('the external table, which ends at configure_file_status, is enough', () => {
  const end = Object.keys(sample).indexOf('configure_file_status') + 1;
  const external = Object.fromEntries(Object.entries(sample).slice(0, end));
  expect(toApp(external)).toMatchObject({ appKey: 'server1', restarts: true, checkdir: [], health: [] });
});

test('an app may lie below a directory that only has the name of ours', () => {
  const place = '/home/me/.rexflow/demo-1/server1';
  const app = toApp({ ...sample, pro_dir: `${place}/html`, config_dir: `${place}/config` });
  expect(app.programLink).toBe(`${place}/html`);
});

test.each<[string, Row, string[]]>([
  ...[
    ...['id', 'app_key', 'server_name', 'network_ip', 'pro_type'],
    ...['pro_dir', 'pro_key', 'pro_init', 'local_name', 'is_deloy_dir'],
  ].flatMap((column): [string, Row, string[]][] => [
    [`${column} empty`, { [column]: '  ' }, [column]],
    [`${column} NULL`, { [column]: null }, [column]],
  ]),
  ['several columns', { pro_key: '', pro_init: null, is_deloy_dir: '3' }, ['pro_key', 'pro_init', 'is_deloy_dir (']],
  ['is_deloy_dir 0', { is_deloy_dir: '0' }, ['is_deloy_dir (']],
  ['a config outside of a nested program', { is_deloy_dir: '1' }, ['config_dir (below pro_dir']],
  ['a config beside', { ...nested, config_dir: '/opt/flow2/conf' }, ['config_dir (below pro_dir']],
  ['a nested config that is the program', { ...nested, config_dir: '/opt/flow/' }, ['config_dir (below pro_dir']],
  ['one directory for both', { config_dir: '/data/www/html1/' }, ['config_dir (another']],
  ['a slash in app_key', { app_key: '../etc' }, ['app_key (']],
  ['app_key ..', { app_key: '..' }, ['app_key (']],
  ['a line break in app_key', { app_key: 'a\nb' }, ['app_key (']],
  ['a slash in local_name', { local_name: 'a/b' }, ['local_name (']],
  ['a NUL in local_name', { local_name: 'a\0b' }, ['local_name (']],
  ['a relative program', { pro_dir: 'www/html' }, ['pro_dir (']],
  ['the root directory', { pro_dir: '//' }, ['pro_dir (']],
  ['a program that climbs', { pro_dir: '/data/../etc' }, ['pro_dir (']],
  ['the place of rexflow itself', { pro_dir: '/data/www/.rexflow' }, ['pro_dir (outside']],
  ['the place of an app in it', { pro_dir: '/data/www/.rexflow/server2' }, ['pro_dir (outside']],
  ['what rexflow keeps there', { config_dir: '/data/www/.rexflow/server2/live/config/' }, ['config_dir (outside']],
  ['a config that climbs', { ...nested, config_dir: '/opt/flow/../../etc' }, ['config_dir (an absolute']],
  ['a host that is an option', { network_ip: '-oProxyCommand=x' }, ['network_ip (']],
  ['a line break in the init script', { pro_init: '/a\nb' }, ['pro_init (']],
  ['a listed file outside', { configure_file_list: 'a,b/../../c' }, ['configure_file_list (']],
  ['a predir outside', { predir: '../x' }, ['predir (']],
])('refused: %s', (_, change, columns) => {
  const refused = ((): unknown => {
    try {
      return toApp({ ...sample, ...change });
    } catch (thrown) {
      return thrown;
    }
  })();
  expect(refused).toBeInstanceOf(CodedError);
  const { code, details } = refused as CodedError;
  expect(code).toBe('APP_INCOMPLETE');
  expect((details['columns'] as string[]).map((column, at) => column.slice(0, columns[at]?.length))).toEqual(columns);
});
