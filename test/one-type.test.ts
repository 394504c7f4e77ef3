import { afterAll, beforeAll, expect, test } from 'vitest';
import { startEstate, type Answer, type Estate } from './support/estate.js';
import { askJob, settledJob } from './support/job.js';
import { pack } from './support/pack.js';
import { servePackages, type PackageServer, type Served } from './support/packages.js';

let estate: Estate;
let server: PackageServer;
const shelf: Record<string, Served> = {};
beforeAll(async () => {
  server = await servePackages(shelf);
  shelf['p.tgz'] = await pack('p.tgz', { VERSION: '8.0.0\n' });
  shelf['one.jar'] = Buffer.from('x');
  estate = await startEstate({ apps: [{}, {}], uat: { version: '7.0.0' } });
});
afterAll(async () => {
  await estate?.stop();
  await server?.close();
});

type Kind = 'text' | 'members';
/** The kinds each field was seen with: by its place, with `*` for an index, and where. */
const seen = new Map<string, Map<Kind, string>>();

/** A field of `/rex` is text or has members; nothing is `{}`. A job, which is rexflow's own, may also have lists and null. */
function look(value: unknown, at: string, where: string, own: boolean): void {
  if (typeof value === 'string') return note(at, 'text', where);
  const known = typeof value === 'object' && (own || (value !== null && !Array.isArray(value)));
  expect(known, `${where}: ${at} is ${JSON.stringify(value)}`).toBe(true);
  const members = Object.entries(value ?? {});
  if (members.length > 0) note(at, 'members', where);
  for (const [key, member] of members) {
    look(member, `${at}.${/^\d+$/.test(key) ? '*' : key}`, where, own && key !== 'envelope');
  }
}

function note(at: string, kind: Kind, where: string): void {
  const kinds = seen.get(at) ?? new Map<Kind, string>();
  kinds.set(kind, where);
  seen.set(at, kinds);
}

/** Takes an answer in; what an action found, below `data`, is its own. */
function take(where: string, { body, status }: Answer, { action = '', own = false } = {}): void {
  expect(body, where).toBeTypeOf('object');
  const { data, envelope, param, parameters, ...rest } = body as Record<string, unknown>;
  look(rest, '', `${where} ${status}`, own);
  if (data !== undefined) look(data, `.data(${action})`, `${where} ${status}`, own);
  if (envelope !== undefined) take(`${where} envelope`, { ...answerOf(envelope), status }, { action });
  // A parameter stands as it was sent.
  for (const sent of [param, parameters]) {
    if (sent !== undefined) expect(sent, where).toBeTypeOf('object');
  }
}

const answerOf = (body: unknown): Answer => ({ body, status: 0, headers: new Headers(), at: () => undefined });

const bearer = () => ({ authorization: `Bearer ${estate.token}` });
const wholeForm = (file: string, name = 'upload'): FormData => {
  const form = new FormData();
  form.append(name, new Blob([file]), 'a.zip');
  return form;
};

test('what actions answer, done, failed, refused and on their way', async () => {
  const url = (name: string): string => `${server.url}/${name}`;
  const combile = { action: 'Enter:route:downloadCombile', k: 'server' };
  const asked: Record<string, string>[] = [
    { action: 'list' },
    { action: 'check', k: 'server' },
    { action: 'Enter:route:download', k: 'server', update: '1' },
    { action: 'Deploy:Core:syncpro', k: 'server', update: '1' },
    { action: 'Deploy:Core:diff', k: 'server' },
    { action: 'Deploy:Configure:config', k: 'server' },
    { action: 'plan', k: 'server', senv: 'uat' },
    { action: 'release', k: 'server', senv: 'uat' },
    { action: 'release', k: 'server', url: url('p.tgz'), full: '2' },
    { action: 'release', k: 'server', url: url('missing.tgz'), full: '2' },
    { action: 'drift', k: 'server' },
    { action: 'doctor', k: 'server' },
    { action: 'rollback', k: 'server' },
    { action: 'rollback', k: 'server1', rollstatus: '1' },
    { ...combile, url: url('p.tgz'), downdir: 'a', full: '1', dest: '2' },
    { ...combile, url: url('one.jar'), downdir: 'b' },
    { ...combile, url: url('missing.tgz'), downdir: 'c' },
    { action: 'run', k: 'server', cmd: 'echo x' },
    { action: 'run', k: 'server', cmd: 'exit 3' },
    { action: 'service', k: 'server', a: 'restart' },
    { action: 'service', k: 'server', a: 'start' },
    { action: 'Deploy:Db:initdb' },
    { action: 'nope' },
    { action: 'deploy', k: 'server' },
    { action: 'release', k: 'nobody' },
    { action: 'run', k: 'nobody', cmd: 'x' },
    { action: 'release' },
    { action: 'check', k: 'server', pwd: '/' },
  ];
  for (const values of asked) {
    const { action = '' } = values;
    const answer = await estate.rex(values);
    take(`POST /rex ${JSON.stringify(values)}`, answer, { action });
    const id = answer.at('job');
    if (id !== undefined) take(`GET job of ${action}`, await askJob(estate, id), { action, own: true });
  }
  take('GET /rex', await estate.call('/rex', { headers: bearer() }), { action: 'GET' });
});

test('a job on its way, waited for, busy, in line, cancelled, done again', async () => {
  const slow = { action: 'run', k: 'server', cmd: 'sleep 1' };
  const taken = await estate.rex({ ...slow, async: '1' });
  take('202', taken, { action: 'run' });
  take('GET job', await askJob(estate, taken.at('job')), { action: 'run', own: true });
  take('DELETE job', await askJob(estate, taken.at('job'), { method: 'DELETE' }), { action: 'run', own: true });
  take('cancelled', await settledJob(estate, taken.at('job')), { action: 'run', own: true });
  take('late', await askJob(estate, taken.at('job'), { method: 'DELETE' }), { action: 'run' });
  take('retry', await askJob(estate, `${String(taken.at('job'))}/retry`, { method: 'POST' }), { own: true });

  const first = await estate.rex({ action: 'service', k: 'server', a: 'restart', async: '1' });
  take('409', await estate.rex({ action: 'service', k: 'server', a: 'restart' }), { action: 'service' });
  const line = await estate.rex({ action: 'service', k: 'server', a: 'restart', queue: '1', async: '1' });
  take('queued', line, { action: 'service' });
  take('GET queued', await askJob(estate, line.at('job')), { action: 'service', own: true });
  for (const { at } of [first, line]) await settledJob(estate, at('job'));
  take('GET unknown job', await askJob(estate, 'nope'));
});

test('signing in, tokens, uploads and what nobody takes', async () => {
  const login = (query: string) => estate.call(`/login?${query}`);
  take('login', await login(`username=admin&password=${encodeURIComponent(estate.password)}`));
  take('a wrong password', await login('username=admin&password=x'));
  take('no password', await login('username=admin'));
  take('token', await estate.call(`/token?token=${estate.token}`));
  take('an unknown token', await estate.call('/token?token=x'));
  take('no token', await estate.call('/token'));
  take('upload', await estate.call('/upload', { method: 'POST', headers: bearer(), body: wholeForm('x') }));
  take('another field', await estate.call('/upload', { method: 'POST', headers: bearer(), body: wholeForm('x', 'y') }));
  take('upload of a stranger', await estate.call('/upload?token=x', { method: 'POST', body: wholeForm('x') }));
  take('rex of a stranger', await estate.call('/rex?token=x', { method: 'POST' }), { action: 'list' });
  take('rex of nobody', await estate.call('/rex', { method: 'POST' }), { action: 'list' });
  const body = '<x/>';
  const xml = { ...bearer(), 'content-type': 'text/xml' };
  take('rex of XML', await estate.call('/rex', { method: 'POST', headers: xml, body }), { action: 'list' });
  take('rex of no path', await estate.call('/rex/x', { headers: bearer() }), { action: 'list' });
});

test('each field is of one kind, wherever it stands', () => {
  const mixed = [...seen].filter(([, kinds]) => kinds.size > 1).map(([at, kinds]) => [at, Object.fromEntries(kinds)]);
  expect(mixed).toEqual([]);
  expect(seen.size).toBeGreaterThan(300);
});
