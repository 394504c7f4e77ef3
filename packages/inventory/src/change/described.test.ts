import { expect, test } from 'vitest';
import type { FleetEdit } from './changeFleet.js';
import { changedCatalogue, stating, table, web } from './change.fixture.js';

const { opened, change, stored } = changedCatalogue();

test('a host that is described takes the apps at its address, and its outage, along', async () => {
  await change((standing) => ({
    ...standing,
    outages: new Map([['127.0.0.1', { reason: 'disk', by: 'ann', since: '2026-01-01T00:00:00.000Z', until: null }]]),
  }));
  const before = await opened().db.query(`SELECT * FROM ${table} ORDER BY id`);
  const { changes } = await change(stating({ hosts: { 'web-0': { address: '127.0.0.1', login: { port: 2222 } } } }));
  expect(changes.map(({ kind, name, values }) => [kind, name, ...values.map(({ key }) => key)].join(' '))).toEqual([
    'host web-0 address login.port',
    ...['flow1', 'manual', 'server10', 'server2'].map((app) => `app ${app} host`),
    'outage 127.0.0.1 reason by since until',
    'outage web-0 reason by since until',
  ]);
  expect(await opened().db.query(`SELECT * FROM ${table} ORDER BY id`)).toEqual(before);
  const [flow] = await opened().inventory.keyed(['flow1']);
  expect(flow).toMatchObject({ host: '127.0.0.1', login: { port: 2222 }, outage: { reason: 'disk' } });
  // An address of it means it, too.
  const again = stating({ groups: { flow: { apps: { flow1: { host: '127.0.0.1', ...whole('flow1') } } } } });
  expect((await change(again)).changes.filter(({ kind }) => kind === 'app')).toMatchObject([{ name: 'flow1' }]);
  expect((await stored()).apps.get('flow1')!.host).toBe('web-0');
});

const whole = (name: string) => ({
  paths: { program: `/data/x/${name}`, config: `/data/x/config_${name}` },
  service: { script: `/etc/init.d/${name}`, process: name },
});

test('braces that stand in a row are no placeholders when its group or itself is changed', async () => {
  const url = 'http://h/{app}/{{x}}';
  await change(stating(web));
  await opened().db.execute(`UPDATE ${table} SET url = ? WHERE app_key = 'one'`, [url]);
  await change(stating({ groups: { web: { ...web.groups!.web, apps: {}, note: 'new' } } }));
  expect((await opened().inventory.keyed(['one']))[0]!.row).toMatchObject({ note: 'new', url });
});

test('what a group says of hand-made changes counts for an app whose row the original adds later, unless the app says it itself', async () => {
  const { web: group } = web.groups!;
  await change(stating({ ...web, groups: { web: { ...group!, onDrift: 'keep' } } }));
  await opened().db.execute(`UPDATE ${table} SET local_name = 'web' WHERE app_key = 'flow1'`);
  await change((standing) => {
    const one = standing.apps.get('one')!;
    const settings = { ...one.settings, onDrift: 'overwrite' as const };
    return { ...standing, apps: new Map([...standing.apps, ['one', { ...one, settings }]]) };
  });
  const found = await opened().inventory.keyed(['one', 'two', 'flow1', 'server2']);
  expect(Object.fromEntries(found.map(({ appKey, onDrift }) => [appKey, onDrift ?? null]))).toEqual({
    ...{ one: 'overwrite', two: 'keep', flow1: 'keep' },
    server2: null,
  });
});

test('a row that cannot be used keeps nobody from describing its host or changing its group, and is put right one thing at a time', async () => {
  await opened().db.execute(`UPDATE ${table} SET pro_key = '', pro_init = '', network_ip = '10.0.0.7' WHERE id = 2`);
  const wrong = async () =>
    (await opened().inventory.problems()).map(({ app, trouble }) => [app, trouble.details.columns]);
  expect(await wrong()).toEqual([['flow1', ['pro_key', 'pro_init']]]);
  await change(stating({ hosts: { seven: { address: '10.0.0.7' } } }));
  await change(stating({ groups: { flow: { port: 8080 } } }));
  const setting =
    (values: object): FleetEdit['edit'] =>
    (fleet) => {
      const one = fleet.apps.get('flow1')!;
      const service = { ...one.settings.service, ...values };
      return {
        ...fleet,
        apps: new Map([...fleet.apps, ['flow1', { ...one, settings: { ...one.settings, service } }]]),
      };
    };
  await change(setting({ process: 'flow' }));
  expect(await wrong()).toEqual([['flow1', ['pro_init']]]);
  await expect(change(setting({ process: undefined }))).rejects.toMatchObject({ code: 'FLEET_INVALID' });
  await change(setting({ script: '/etc/init.d/flow' }));
  expect(await wrong()).toEqual([]);
});

test('what is said of packages and shared data lies beside the row, and what a group says counts for an app that is added later', async () => {
  const { web: group } = web.groups!;
  const rules = { top: ['lib'], strip: 1, exclude: ['*.map'], names: 'gb18030' } as const;
  const stated = { ...group!, package: { ...rules, top: ['lib'], exclude: ['*.map'] }, shared: ['uploads/'] };
  await change(stating({ ...web, groups: { web: stated } }));
  await opened().db.execute(`UPDATE ${table} SET local_name = 'web' WHERE app_key = 'flow1'`);
  const found = await opened().inventory.keyed(['one', 'flow1']);
  const own = { strip: 1, names: 'gb18030', exclude: ['*.map'] };
  expect(
    Object.fromEntries(
      found.map(({ appKey, packaging, shared, checkdir }) => [appKey, [packaging, shared, checkdir.length > 0]]),
    ),
  ).toEqual({ one: [own, ['uploads/'], true], flow1: [own, ['uploads/'], false] });
  const { apps } = await stored();
  expect(apps.get('one')!.settings.package).toEqual({ ...rules });
  expect(apps.get('flow1')!.settings).toMatchObject({
    shared: ['uploads/'],
    package: { strip: 1, exclude: ['*.map'] },
  });
});

test('the apps of a group share a program, so what is said of it is said for all of them', async () => {
  await change(stating(web));
  const setting =
    (settings: object): FleetEdit['edit'] =>
    (fleet) => {
      const one = fleet.apps.get('one')!;
      return {
        ...fleet,
        apps: new Map([...fleet.apps, ['one', { ...one, settings: { ...one.settings, ...settings } }]]),
      };
    };
  for (const settings of [{ shared: ['uploads/'] }, { package: { exclude: ['*.map'] } }]) {
    await expect(change(setting(settings))).rejects.toMatchObject({ code: 'FLEET_INVALID' });
  }
  await change(setting({ onDrift: 'keep' }));
});

test('an app that takes away what its group says has it taken away, whoever changed what first', async () => {
  const { web: group } = web.groups!;
  const without = { ...group!, onDrift: 'keep' as const };
  const apps = Object.fromEntries(Object.entries(group!.apps!).map(([name, app]) => [name, { ...app, onDrift: null }]));
  await change(stating({ ...web, groups: { web: { ...group!, apps } } }));
  await change(stating({ ...web, groups: { web: { ...without, apps } } }));
  const found = await opened().inventory.keyed(['one', 'two']);
  expect(found.map(({ onDrift }) => onDrift ?? null)).toEqual([null, null]);
  expect((await stored()).apps.get('one')!.settings.onDrift).toBeUndefined();
});

test('what only an init script needs is no setting of another service, though somebody writes it into the row', async () => {
  await change(stating(web));
  await change((fleet) => {
    const one = fleet.apps.get('one')!;
    const service = { type: 'systemd' as const, unit: 'one.service' };
    return { ...fleet, apps: new Map([...fleet.apps, ['one', { ...one, settings: { ...one.settings, service } }]]) };
  });
  await opened().db.execute(`UPDATE ${table} SET pro_init = '/etc/init.d/one', pro_key = 'one' WHERE app_key = 'one'`);
  expect((await stored()).apps.get('one')!.settings.service).toEqual({ type: 'systemd', unit: 'one.service' });
  expect((await opened().inventory.keyed(['one']))[0]).toMatchObject({
    service: { type: 'systemd', unit: 'one.service' },
  });
});
