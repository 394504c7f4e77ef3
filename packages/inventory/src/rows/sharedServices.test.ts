import { expect, test } from 'vitest';
import type { App } from '#release';
import { servedTogether } from './sharedServices.js';

type Service = NonNullable<App['service']>;
const unit = (name: string, manager: 'system' | 'user' = 'system'): Service => ({
  type: 'systemd',
  unit: name,
  manager,
});
const supervised = (program: string, config = ''): Service => ({ type: 'supervisor', program, config });
const pm2: Service = { type: 'pm2', name: 'web', file: '' };
const compose = (...services: string[]): Service => ({
  type: 'compose',
  project: 'shop',
  file: 'compose.yaml',
  services,
});

const app = (id: number, service: Service, of: Partial<App> = {}): App =>
  ({ id, host: 'h', restarts: true, service, ...of }) as App;
const found = (...apps: App[]) => servedTogether(apps, { machine: ({ host }) => host });
const as = (user: string): Partial<App> => ({ login: { address: 'h', user } });
const reloads: Partial<App> = { restarts: false, reloads: true };

test.each<[string, App, App, string]>([
  ['one unit', app(1, unit('a.service')), app(2, unit('a.service')), 'systemd a.service'],
  ['one unit, spelled in two ways', app(1, unit('a')), app(2, unit('a.service')), 'systemd a.service'],
  ['one unit that only one of them restarts', app(1, unit('a')), app(2, unit('a'), reloads), 'systemd a.service'],
  ['one unit of one user', app(1, unit('a', 'user'), as('u')), app(2, unit('a', 'user'), as('u')), 'systemd a.service'],
  ['one program', app(1, supervised('a')), app(2, supervised('a')), 'supervisor a'],
  ['a program and its group', app(1, supervised('a:b')), app(2, supervised('a:*')), 'supervisor a'],
  ['one name of pm2', app(1, pm2), app(2, pm2), 'pm2 web'],
  ['a project and a part of it', app(1, compose()), app(2, compose('web')), 'compose shop'],
  ['a part of one project', app(1, compose('db', 'web')), app(2, compose('web')), 'compose shop'],
])('two apps of one machine with %s are found', (_, one, other, service) => {
  expect(found(other, one)).toEqual([{ ids: [1, 2], service }]);
  expect(found(one, { ...other, host: 'elsewhere' })).toEqual([]);
});

test.each<[string, App, App]>([
  ['a unit of the machine and one of a user', app(1, unit('a')), app(2, unit('a', 'user'))],
  ['units of two users', app(1, unit('a', 'user'), as('u')), app(2, unit('a', 'user'), as('v'))],
  ['a unit that both only reload', app(1, unit('a'), reloads), app(2, unit('a'), reloads)],
  ['programs of two supervisors', app(1, supervised('a', '/x')), app(2, supervised('a', '/y'))],
  ['two programs of a group', app(1, supervised('a:b')), app(2, supervised('a:c'))],
  ['names of pm2 of two users', app(1, pm2, as('u')), app(2, pm2, as('v'))],
  ['two parts of one project', app(1, compose('db')), app(2, compose('web'))],
  ['nothing that starts them', app(1, { type: 'none' }), app(2, { type: 'none' })],
])('those with %s are not', (_, one, other) => {
  expect(found(one, other)).toEqual([]);
});
