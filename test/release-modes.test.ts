import { chmodSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { initCalls } from '#provision';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startEstate, type Answer, type Estate } from './support/estate.js';
import { pack, plant } from './support/pack.js';
import { servePackages, type PackageServer, type Served } from './support/packages.js';
import { besideLinks, liveOf, pidsOf, treeOf } from './support/seen.js';

let estate: Estate;
let server: PackageServer;
const shelf: Record<string, Served> = {};

beforeAll(async () => {
  server = await servePackages(shelf);
  estate = await startEstate({ apps: [{}, {}], uat: { version: '7.0.0' }, workers: 2 });
});
afterAll(async () => {
  await estate?.stop();
  await server?.close();
});

const apps = () => estate.hosts.map(({ app }) => app);
const verbs = () => apps().map((app) => initCalls(app).map(({ verb }) => verb));
const versions = async () => await Promise.all(estate.hosts.map(async (host) => (await estate.served(host))?.version));
const item = (answer: Answer, path: string) => answer.at(`data.data.0.${path}`);
const update = async (column: string, value: string | number) => {
  await estate.sql.query(`UPDATE pre_server_detail SET \`${column}\` = ?`, [value]);
};
const fromUrl = async (name: string, full: string, files: Record<string, string>) => {
  shelf[name] = await pack(name, files);
  return await estate.rex({ action: 'release', k: 'server', url: `${server.url}/${name}`, full });
};

/** After every release: nothing half done anywhere, no app held. */
afterEach(async () => {
  for (const app of apps()) expect(besideLinks(app).filter((name) => /part|rexflow/.test(name))).toEqual([]);
  expect(await estate.rows('SELECT * FROM rexflow_leases WHERE request_id IS NOT NULL')).toEqual([]);
  const busy = await estate.rows('SELECT deploy_key, status FROM pre_deploy_status WHERE status <> 0');
  expect(busy).toEqual([]);
});

describe('from another environment', () => {
  test('the program of its live app comes, the configuration stays; links, processes and rows say so', async () => {
    plant(join(estate.data, 'updatedir/softdir/server'), { VERSION: 'left from earlier\n' });
    const before = apps().map((app) => ({ live: liveOf(app), config: treeOf(app.configLink), pids: pidsOf(app) }));
    const answer = await estate.rex({ action: 'release', k: 'server', senv: 'uat' });
    expect(answer.at('code'), JSON.stringify(answer.body)).toBe('0');
    expect(item(answer, 'notice')).toBeUndefined();
    const stamp = basename(liveOf(apps()[0]!).program).slice('html_'.length);
    expect(stamp).toBe(String(item(answer, 'starttime')).replaceAll(/[-:]/g, '').replace(' ', '_'));

    const rows = await estate.rows('SELECT * FROM pre_deploy_manage ORDER BY deploy_key');
    expect(rows).toHaveLength(2);
    const time = expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
    for (const [index, app] of apps().entries()) {
      const old = before[index]!;
      const live = { program: `${app.programLink}_${stamp}`, config: `${app.configLink}_${stamp}` };
      expect(liveOf(app)).toEqual(live);
      expect(treeOf(live.program)).toEqual(treeOf(estate.uat!.app.programLink));
      expect(treeOf(live.config)).toEqual(old.config);
      expect(treeOf(old.live.config)).toEqual(old.config);
      expect(old.pids).toHaveLength(1);
      expect(pidsOf(app)).toHaveLength(1);
      expect(pidsOf(app)).not.toEqual(old.pids);
      expect((await estate.served(estate.hosts[index]!))!).toMatchObject({
        version: '7.0.0',
        config: { name: app.name },
        pid: pidsOf(app)[0],
      });
      expect(rows[index]).toEqual({
        id: expect.any(Number),
        deploy_sys: null,
        deploy_key: app.name,
        deploy_version: expect.stringMatching(/^\d{4}_\d{4}$/),
        deploy_people: 'admin',
        deploy_ip: app.host,
        deploy_content: null,
        deloy_prodir_before: old.live.program,
        deloy_configdir_before: old.live.config,
        deloy_prodir_after: live.program,
        deloy_configdir_after: live.config,
        deloy_size: expect.stringMatching(new RegExp(`^[\\d.]+K ${live.program} [\\d.]+K ${live.config}$`)),
        deploy_take: expect.stringMatching(/^Total Take:\d+ \|\| Rsync Time:\d+ \|\| Start App Time:\d+$/),
        start_time: time,
        rsync_war_time: time,
        start_app_time: time,
        end_time: time,
        randomStr: expect.stringMatching(/^\d{19}$/),
        rollRecord: 0,
        rollStatus: 0,
        rollbackNumber: 0,
        processNumber: 1,
        deloy_prodir_real_before: null,
        status: 0,
        note: null,
      });
      const times = ['start_time', 'rsync_war_time', 'start_app_time', 'end_time'].map((name) =>
        String(rows[index]![name]),
      );
      expect([...times].sort()).toEqual(times);
    }
    expect(verbs()).toEqual([
      ['start', 'stop', 'start'],
      ['start', 'stop', 'start'],
    ]);
    const status = await estate.rows('SELECT * FROM pre_deploy_status ORDER BY deploy_key');
    expect(status).toMatchObject(
      apps().map((app) => ({ deploy_key: app.name, deploy_ip: app.host, deploy_people: 'admin', status: 0 })),
    );
  });

  test('released once more it says that nothing changes', async () => {
    const before = treeOf(apps()[0]!.programLink);
    const answer = await estate.rex({ action: 'release', k: 'server', senv: 'uat' });
    expect(answer.at('code')).toBe('0');
    expect(item(answer, 'notice')).toMatch(/nothing changes/);
    expect(item(answer, 'diff.1')).toEqual({
      app_key: 'server2',
      program: { total: '0', changed: '0', deleted: '0', added: '0' },
      config: { total: '0', changed: '0', deleted: '0', added: '0' },
    });
    expect(treeOf(apps()[0]!.programLink)).toEqual(before);
  });
});

describe('from a url', () => {
  test.each(['p.tar.gz', 'p.tgz', 'p.tar', 'p.zip'])('full=1 lays %s over what runs', async (name) => {
    const before = treeOf(apps()[0]!.programLink);
    const config = apps().map((app) => treeOf(app.configLink));
    const answer = await fromUrl(name, '1', { VERSION: `of ${name}\n`, [`lib/${name}.txt`]: name });
    expect(answer.at('code'), JSON.stringify(answer.body)).toBe('0');
    expect(item(answer, 'diff.0.program')).toEqual({ total: '2', changed: '1', deleted: '0', added: '1' });
    for (const [index, app] of apps().entries()) {
      const after = treeOf(app.programLink);
      expect(Object.keys(after).sort()).toEqual([...Object.keys(before), `lib/${name}.txt`].sort());
      expect(after['app.mjs']).toBe(before['app.mjs']);
      expect(treeOf(app.configLink)).toEqual(config[index]);
    }
    expect(await versions()).toEqual([`of ${name}`, `of ${name}`]);
  });

  test('a single file is laid over what runs', async () => {
    const before = treeOf(apps()[0]!.programLink);
    const answer = await fromUrl('VERSION', '1', { VERSION: 'single\n' });
    expect(answer.at('code'), JSON.stringify(answer.body)).toBe('0');
    expect(Object.keys(treeOf(apps()[1]!.programLink))).toEqual(Object.keys(before));
    expect(await versions()).toEqual(['single', 'single']);
  });

  test('full=2 leaves nothing of what ran', async () => {
    const program = readFileSync(join(apps()[0]!.programLink, 'app.mjs'), 'utf8');
    const files = { VERSION: 'whole\n', 'app.mjs': program };
    const answer = await fromUrl('whole.tar.gz', '2', { ...files, '.DS_Store': 'x', '__MACOSX/._VERSION': 'x' });
    expect(answer.at('code'), JSON.stringify(answer.body)).toBe('0');
    expect(answer.at('data.warnings.0')).toMatch(/^left out of the package for server: 2 entries .*\.DS_Store/);
    const expected = treeOf(plant(join(estate.dir, 'whole'), files));
    expect(apps().map((app) => treeOf(app.programLink))).toEqual([expected, expected]);
    expect(Number(item(answer, 'diff.0.program.deleted'))).toBeGreaterThan(0);
    expect(await versions()).toEqual(['whole', 'whole']);
  });

  test.each([
    ['1', 'a.jar'],
    ['2', 'b.jar'],
    ['1', 'c.jar'],
  ])('predir is where a package goes, full=%s with %s', async (full, jar) => {
    const before = Object.keys(treeOf(apps()[0]!.programLink));
    await update('predir', '/WEB-INF/');
    const answer = await fromUrl('pre.zip', full, { [`lib/${jar}`]: 'jar' });
    await update('predir', '');
    expect(answer.at('code'), JSON.stringify(answer.body)).toBe('0');
    const kept = before.filter((path) => full === '1' || !path.startsWith('WEB-INF/'));
    const expected = [...kept, `WEB-INF/lib/${jar}`].sort();
    expect(apps().map((app) => Object.keys(treeOf(app.programLink)).sort())).toEqual([expected, expected]);
  });

  test('a name that checkdir does not have is refused and no host is touched', async () => {
    const before = [apps().map(liveOf), apps().map(besideLinks), verbs()];
    const answer = await fromUrl('bad.tar.gz', '1', { VERSION: 'bad\n', 'etc/passwd': 'x' });
    expect(answer.at('code')).toBe('-1');
    expect(answer.at('msg')).toMatch(/etc/);
    expect([apps().map(liveOf), apps().map(besideLinks), verbs()]).toEqual(before);
  });
});

describe('from the update directory', () => {
  const place = (kind: string, ...rest: string[]) => join(estate.data, 'updatedir', kind, 'server', ...rest);

  test('what was downloaded, then edited, is what the hosts hold', async () => {
    // Neither senv nor url touched it.
    expect(Object.keys(treeOf(place('softdir')))).toEqual(['VERSION']);
    expect(readFileSync(place('softdir', 'VERSION'), 'utf8')).toBe('left from earlier\n');
    const down = await estate.rex({ action: 'Enter:route:download', k: 'server', update: '1' });
    expect(down.at('code'), JSON.stringify(down.body)).toBe('0');
    expect(treeOf(place('softdir'))).toEqual(treeOf(apps()[0]!.programLink));
    for (const app of apps()) expect(treeOf(place('configuredir', app.name))).toEqual(treeOf(app.configLink));

    plant(place('softdir'), { VERSION: 'by hand\n', '.hidden/with space': 'x' });
    chmodSync(place('softdir', 'app.mjs'), 0o4755);
    rmSync(place('softdir', 'WEB-INF'), { recursive: true });
    writeFileSync(place('configuredir', 'server2', 'app.properties'), 'name=server2\ncolour=blue\n');
    const answer = await estate.rex({ action: 'release', k: 'server' });
    expect(answer.at('code'), JSON.stringify(answer.body)).toBe('0');
    expect(answer.at('data.warnings.0')).toMatch(/^the program of server: setuid and setgid .*app\.mjs$/);
    expect(apps().map((app) => statSync(join(app.programLink, 'app.mjs')).mode & 0o7777)).toEqual([0o755, 0o755]);
    expect(item(answer, 'diff.1')).toMatchObject({
      program: { total: '4', changed: '1', deleted: '2', added: '1' },
      config: { total: '1', changed: '1' },
    });
    expect(item(answer, 'diff.0.config.total')).toBe('0');
    for (const app of apps()) {
      expect(treeOf(app.programLink)).toEqual(treeOf(place('softdir')));
      expect(treeOf(app.configLink)).toEqual(treeOf(place('configuredir', app.name)));
    }
    expect(await estate.served(estate.hosts[1]!)).toMatchObject({ version: 'by hand', config: { colour: 'blue' } });
  });

  test('the init commands run before sealing, and not in the update directory', async () => {
    const before = treeOf(place('softdir'));
    await update('local_pro_cmd', 'echo built >BUILT; echo made by command >VERSION');
    await update('local_conf_cmd', 'echo "at=$(basename "$PWD")" >>app.properties');
    const answer = await estate.rex({ action: 'release', k: 'server' });
    await update('local_pro_cmd', '');
    await update('local_conf_cmd', '');
    expect(answer.at('code'), JSON.stringify(answer.body)).toBe('0');
    expect(readFileSync(join(apps()[1]!.programLink, 'BUILT'), 'utf8')).toBe('built\n');
    for (const host of estate.hosts) {
      expect(await estate.served(host)).toMatchObject({ version: 'made by command', config: { at: host.app.name } });
    }
    expect(treeOf(place('softdir'))).toEqual(before);
  });

  test('is_restart_status=1 switches the links under the running application', async () => {
    await update('is_restart_status', 1);
    const before = { verbs: verbs(), pids: apps().map(pidsOf), live: apps().map(liveOf) };
    const answer = await estate.rex({ action: 'release', k: 'server' });
    await update('is_restart_status', 0);
    expect(answer.at('code'), JSON.stringify(answer.body)).toBe('0');
    expect(verbs()).toEqual(before.verbs);
    expect(apps().map(pidsOf)).toEqual(before.pids);
    for (const [index, app] of apps().entries()) {
      expect(liveOf(app)).not.toEqual(before.live[index]);
      expect(treeOf(app.programLink)).toEqual(treeOf(place('softdir')));
      expect(item(answer, `data.${index}.processNumber`)).toBe('1');
    }
    expect(await versions()).toEqual(['made by command', 'made by command']);
  });
});
