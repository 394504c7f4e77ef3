import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { freePort, startSshd, type Sshd } from '#provision';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startEstate, type Estate } from './support/estate.js';
import { callerOf, type Called, type Caller } from './support/rexflow.js';

/* Hosts as somebody adds, compares, approves and checks them, against real sshds. */
let estate: Estate;
let caller: Caller;
const stops: (() => Promise<unknown>)[] = [];
beforeAll(async () => {
  estate = await startEstate({ apps: [{}], workers: 2 });
  caller = callerOf(estate, { REXFLOW_URL: estate.url, REXFLOW_TOKEN: estate.token });
});
afterAll(async () => {
  for (const stop of stops) await stop();
  await estate?.stop();
});

let number = 0;
/** A host nobody has met yet, as `host add` is told of it. */
async function newHost() {
  const address = `127.77.${process.pid % 250}.${10 + number++}`;
  const dir = join(estate.dir, `spare-${number}`);
  const port = await freePort(address);
  const start = (): Promise<Sshd> => startSshd({ dir, address, port, clientKey: estate.clientKey });
  let sshd = await start();
  stops.push(() => sshd.stop());
  const host = {
    address,
    port,
    words: [address, '--port', String(port), '--user', sshd.user],
    /** Of its key now, as ssh-keygen prints it. */
    fingerprint: (): string => {
      const wire = Buffer.from(sshd.hostKey.split(' ')[1]!, 'base64');
      return `SHA256:${createHash('sha256').update(wire).digest('base64').replace(/=+$/, '')}`;
    },
    /** It was rebuilt, or is another one. */
    changeKey: async (): Promise<void> => {
      await sshd.stop();
      for (const file of ['host_key', 'host_key.pub']) rmSync(join(dir, file), { force: true });
      sshd = await start();
    },
    stop: () => sshd.stop(),
  };
  return host;
}

const json = ({ stdout }: Called): Record<string, unknown> => JSON.parse(stdout) as Record<string, unknown>;
const storedKeys = (address: string) =>
  estate.rows('SELECT key_type, approved_by FROM rexflow_host_keys WHERE address = ?', [address]);

test('a host is added with the fingerprint that was compared: approved, checked, and the next step said', async () => {
  const { words, fingerprint, address } = await newHost();
  const added = await caller.call('host', 'add', ...words, '--name', 'one', '--fingerprint', fingerprint(), '--json');
  expect(added).toMatchObject({ status: 0, stderr: '' });
  expect(json(added)).toMatchObject({
    applied: true,
    approved: fingerprint(),
    keys: { state: 'agrees', known: [{ fingerprint: fingerprint(), source: 'approved', by: 'admin', shown: true }] },
    check: { ready: true, trouble: null, apps: [] },
    next: { command: 'rexflow app add NAME --group GROUP --host one' },
  });
  expect(await storedKeys(address)).toEqual([{ key_type: 'ssh-ed25519', approved_by: 'admin' }]);
  const [line] = await estate.rows("SELECT user, details FROM rexflow_audit WHERE action = 'approve host key'");
  expect(line).toMatchObject({ user: 'admin' });
  expect(JSON.parse(String(line!.details))).toMatchObject({ host: 'one', fingerprint: fingerprint() });
  expect(await caller.call('host', 'key', 'one')).toMatchObject({ status: 0 });
  expect((await caller.call('host', 'check', address)).stdout).toMatch(
    /✓ one: logged in as .*next: .*no app is on it/s,
  );
});

test('--yes approves no key that nobody compared; the command it names does', async () => {
  const { words, fingerprint, address } = await newHost();
  const added = await caller.call('host', 'add', ...words, '--name', 'two', '--yes');
  expect(added.status).toBe(0);
  expect(added.stderr).toContain('its key is not approved: --yes approves no key that nobody compared');
  expect(added.stdout).toContain('! two');
  expect(await storedKeys(address)).toEqual([]);
  // Nor is it believed at the first login that only looks.
  const checked = await caller.call('host', 'check', 'two', '--json');
  expect(checked.status).toBe(8);
  expect(await storedKeys(address)).toEqual([]);
  const { trouble, next } = json(checked) as { trouble: { code: string }; next: { command: string } };
  expect(trouble.code).toBe('HOST_KEY_UNKNOWN');
  expect(next.command).toBe(`rexflow host key two --approve ${fingerprint()}`);
  expect(added.stdout).toContain(`  ${next.command}\n`);
  expect(await caller.bash(next.command)).toMatchObject({ status: 0 });
  expect(await caller.call('host', 'check', 'two')).toMatchObject({ status: 0 });
});

test('another fingerprint than the one shown is refused, and nothing is kept', async () => {
  const { words, fingerprint, address } = await newHost();
  const other = `SHA256:${'A'.repeat(43)}`;
  const added = await caller.call('host', 'add', ...words, '--name', 'three', '--fingerprint', other);
  expect(added.status).toBe(3);
  expect(added.stdout).toContain('+ host three');
  expect(added.stderr).toContain(`three was added, but: nothing was approved: three does not show the key ${other}`);
  expect(added.stderr).toContain(`ssh-ed25519 ${fingerprint()}`);
  expect(await storedKeys(address)).toEqual([]);
  expect((await caller.call('host', 'key', 'three', '--approve', 'SHA256:short')).status).toBe(2);
  const path = '/v1/hosts/three/keys';
  const init = {
    method: 'POST',
    headers: { Authorization: `Bearer ${estate.token}`, 'Content-Type': 'application/json' },
  };
  expect((await estate.call(path, { ...init, body: '{}' })).status).toBe(400);
  expect((await estate.call(path, { ...init, body: '{"fingerprint":"whatever is there"}' })).status).toBe(400);
});

test('a key that changes between the scan and the approval is not approved; one that is known is replaced by name only', async () => {
  const { words, fingerprint, changeKey, address } = await newHost();
  await caller.call('host', 'add', ...words, '--name', 'four', '--no-look');
  const scanned = await caller.call('host', 'key', 'four');
  expect(scanned).toMatchObject({ status: 14, stdout: expect.stringContaining(fingerprint()) });
  const first = fingerprint();
  await changeKey();
  const refused = await caller.call('host', 'key', 'four', '--approve', first);
  expect(refused).toMatchObject({ status: 3, stderr: expect.stringContaining(`does not show the key ${first}`) });
  expect(await storedKeys(address)).toEqual([]);
  const second = fingerprint();
  expect(await caller.call('host', 'key', 'four', '--approve', second)).toMatchObject({ status: 0 });
  await changeKey();
  const third = fingerprint();
  const changed = await caller.call('host', 'key', 'four');
  expect(changed.status).toBe(14);
  expect(changed.stdout).toMatch(/✗ four .*another key than the one that is known/);
  expect(changed.stdout).toContain(`rexflow host key four --approve ${third} --replace`);
  expect(await caller.call('host', 'check', 'four')).toMatchObject({ status: 8 });
  const unasked = await caller.call('host', 'key', 'four', '--approve', third);
  expect(unasked).toMatchObject({ status: 3, stderr: expect.stringContaining(`ssh-ed25519 ${second}`) });
  // The machine behind another one is not this one, whatever its address.
  await caller.call('host', 'add', ...words, '--name', 'twin', '--jump', 'four', '--no-look');
  const shared = await caller.call('host', 'key', 'four', '--approve', third, '--replace');
  expect(shared).toMatchObject({ status: 3, stderr: expect.stringContaining('twin has the address') });
  expect(await storedKeys(address)).toMatchObject([{ approved_by: 'admin' }]);
  await caller.call('host', 'remove', 'twin');
  const replaced = await caller.call('host', 'key', 'four', '--approve', third, '--replace', '--json');
  expect(json(replaced)).toMatchObject({ keys: { state: 'agrees' }, replaced: [{ fingerprint: second }] });
  expect(await caller.call('host', 'check', 'four')).toMatchObject({ status: 0 });
});

test('a host that does not answer is added, and the way to it is named', async () => {
  const { words, stop, address, port } = await newHost();
  await stop();
  const added = await caller.call('host', 'add', ...words, '--name', 'five');
  expect(added).toMatchObject({ status: 0 });
  expect(added.stdout).toMatch(/✗ five .*: it showed no key/);
  expect(added.stdout).toContain(`  nc -vz ${address} ${port}\n`);
  expect(await caller.call('host', 'key', 'five')).toMatchObject({ status: 8 });
  const checked = await caller.call('host', 'check', 'five', '--json');
  expect(checked.status).toBe(8);
  expect(json(checked)).toMatchObject({ ready: false, trouble: { code: 'UNREACHABLE' } });
});

test('a login that is not let in is told with what lets it in', async () => {
  const { address, port, fingerprint } = await newHost();
  const words = [address, '--port', String(port), '--user', 'stranger', '--fingerprint', fingerprint()];
  const added = await caller.call('host', 'add', ...words, '--name', 'six');
  expect(added.status).toBe(0);
  expect(added.stdout).toMatch(/✗ six: .* refused the login of stranger/);
  expect(added.stdout).toContain(`  ssh-copy-id -p ${port} -i PUBLIC_KEY stranger@${address}\n`);
});

test('a host behind another one is met through it, whose key comes first', async () => {
  const [relay, inner] = [await newHost(), await newHost()];
  await caller.call('host', 'add', ...relay.words, '--name', 'relay', '--no-look');
  const added = await caller.call('host', 'add', ...inner.words, '--name', 'inner', '--jump', 'relay');
  expect(added.stdout).toContain(`rexflow host key ${relay.address} --approve ${relay.fingerprint()}`);
  await caller.call('host', 'key', 'relay', '--approve', relay.fingerprint());
  const approved = await caller.call('host', 'key', 'inner', '--approve', inner.fingerprint());
  expect(approved).toMatchObject({ status: 0 });
  expect(await caller.call('host', 'check', 'inner')).toMatchObject({ status: 0 });
  await relay.stop();
  expect(await caller.call('host', 'key', 'inner')).toMatchObject({ status: 8 });
});

test('on a terminal one is asked, and may paste the line that the host prints', async () => {
  const { words, fingerprint, address } = await newHost();
  const typing = caller.startOnTerminal(160, 40, 'host', 'add', ...words, '--name', 'seven');
  await typing.shows(/anything else approves nothing: /);
  typing.type(`256 ${fingerprint()} root@seven (ED25519)\r`);
  expect(await typing.ended).toMatchObject({ status: 0, stdout: expect.stringContaining('no app is on it') });
  expect(await storedKeys(address)).toHaveLength(1);
  const other = await newHost();
  const silent = caller.startOnTerminal(160, 40, 'host', 'add', ...other.words, '--name', 'eight');
  await silent.shows(/anything else approves nothing: /);
  silent.type('\r');
  expect(await silent.ended).toMatchObject({ status: 0 });
  expect(await storedKeys(other.address)).toEqual([]);
});

test('a host that is not in the catalogue yet is scanned, approved and checked as it would be there', async () => {
  const { address, port, fingerprint } = await newHost();
  const post = (path: string, body: unknown) =>
    estate.call(`/v1/hosts/nine/${path}`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${estate.token}`, 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
  const settings = { address, login: { port, user: estate.hosts[0]!.sshd.user } };
  expect((await post('keys/scan', {})).status).toBe(404);
  expect((await post('keys/scan', { settings: { address: '10.0.0.[1..9]' } })).status).toBe(400);
  expect((await post('keys/scan', { settings: { address, login: { jump: 'nowhere' } } })).status).toBe(400);
  const scanned = await post('keys/scan', { settings });
  expect(scanned.body).toMatchObject({ state: 'unknown', shown: [{ fingerprint: fingerprint(), known: false }] });
  const approved = await post('keys', { settings, fingerprint: fingerprint() });
  expect(approved.body).toMatchObject({ keys: { state: 'agrees' }, replaced: [] });
  const checked = await post('check', { settings });
  expect(checked.body).toMatchObject({ ready: true, next: { command: `rexflow host add ${address}` } });
});

test('what changed on a host is told with who did it, and a host in use is checked with its apps', async () => {
  const { app } = estate.hosts[0]!;
  await caller.call('run', app.name, '--', 'true');
  const out = await caller.call('host', 'out', app.host, '--reason', 'disk');
  expect(out.stdout).toContain(`next: rexflow host in ${app.host}`);
  const keys = json(await caller.call('host', 'key', app.host, '--json')) as { known: { fingerprint: string }[] };
  await caller.call('host', 'key', app.host, '--approve', keys.known[0]!.fingerprint);
  const checked = json(await caller.call('host', 'check', app.host, '--json'));
  expect(checked).toMatchObject({
    ready: true,
    apps: [{ app: app.name }],
    next: { command: `rexflow host in ${app.host}` },
  });
  await caller.call('host', 'in', app.host);
  const found = json(await caller.call('host', 'changes', app.host, '--json')) as {
    items: { action: string; who: string; kind: string; outcome: string | null; apps: string[] }[];
  };
  expect(found.items.map(({ kind, action, who, outcome }) => [kind, action, who, outcome])).toEqual([
    ['catalogue', 'outage removed', 'admin', null],
    ['key', 'approve host key', 'admin', null],
    ['catalogue', 'outage added', 'admin', null],
    ['request', 'run', 'admin', 'done'],
  ]);
  expect(found.items.at(-1)!.apps).toEqual([app.name]);
  expect((await caller.call('host', 'changes', app.host)).stdout).toMatch(/admin +run +server1 +done/);
  expect((await caller.call('host', 'changes', 'nowhere')).status).toBe(3);
  const { stdout } = await caller.call('host', 'show', app.host);
  expect(stdout).not.toContain('{');
});

test('without a worker nobody waits in vain', async () => {
  for (const worker of estate.workers) {
    const ended = once(worker, 'exit');
    worker.kill('SIGTERM');
    await ended;
  }
  const asked = await caller.call('host', 'check', 'one');
  expect(asked).toMatchObject({ status: 5, stderr: expect.stringContaining('no worker is running') });
});
