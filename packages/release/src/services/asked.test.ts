import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import type { App } from '../model/app.js';
import type { Service } from '../model/service.js';
import { checkStep } from '../steps/check.js';
import { doctorStep } from '../steps/doctor.js';
import { inspectStep } from '../steps/inspect.js';
import { serviceStep } from '../steps/service.js';
import { hostsOfEachTest } from '../testing/hosts.js';
import { serviceRequest } from '../testing/requests.js';
import { serviceTypes } from './index.js';
import { withPrograms } from './testing/managedApp.js';

const { host } = hostsOfEachTest();
afterEach(() => void vi.unstubAllEnvs());

/** A host on which these scripts stand for the programs that are asked, and that writes into `asked` what they were asked. */
function answering(service: Service, scripts: Readonly<Record<string, string>>, login?: App['login']) {
  const bare = host();
  const programs = join(bare.root, 'bin');
  mkdirSync(programs);
  for (const [name, text] of Object.entries(scripts)) {
    const log = `echo "${name} $*" >>${bare.root}/asked`;
    writeFileSync(join(programs, name), `#!/bin/sh\n${log}\ncd ${bare.root}\n${text}\n`, { mode: 0o755 });
  }
  const made = withPrograms(bare, programs, { service, ...(login && { login }) });
  return { ...made, asked: () => readFileSync(join(bare.root, 'asked'), 'utf8') };
}

const supervised: Service = { type: 'supervisor', program: 'app', config: '' };
const ownPid = `pid ${process.pid}, uptime 1:00:00`;

test.each([
  ['of pm2', { type: 'pm2', name: 'app', file: '' }, { pm2: 'exit 124' }],
  ['of compose', { type: 'compose', project: 'app', file: '', services: [] }, { docker: 'exit 124' }],
  ['of supervisor', supervised, { supervisorctl: 'exit 124' }],
  ['of supervisor for a process', supervised, { supervisorctl: '[ "$1" = status ] || exit 1; echo app STARTING' }],
] as const)('a question %s that failed is not taken for no process', (_name, service, scripts) => {
  const home = host().root;
  writeFileSync(join(home, 'pm2.pid'), String(process.pid));
  vi.stubEnv('PM2_HOME', home);
  const { send, context } = answering(service, scripts);
  expect(send(checkStep.instruct(context)).facts).toMatchObject({
    trouble: 'HOST_TROUBLE',
    detail_what: expect.stringContaining('ask '),
  });
});

test('what stands beside the answer of supervisor is no part of it', () => {
  const supervisorctl = `echo 'sudo: unable to resolve host' >&2; echo 'app RUNNING ${ownPid}'`;
  const { send, context } = answering(supervised, { supervisorctl });
  expect(send(checkStep.instruct(context)).facts).toMatchObject({ processes: '1', init: '1' });
});

test('a group stands when all of it do, whichever is told last', () => {
  const status = `[ -e up ] && printf 'g:a FATAL x\\ng:b RUNNING ${ownPid}\\n' || printf 'g:a STOPPED\\ng:b STOPPED\\n'`;
  const supervisorctl = `case $1 in status) ${status} ;; start) : >up ;; esac`;
  const { send, context } = answering({ ...supervised, program: 'g:*' }, { supervisorctl });
  const facts = send(serviceStep.instruct({ ...context, request: serviceRequest('start') })).facts;
  expect(facts.trouble).toBe('START_FAILED');
});

const unit: Service = { type: 'systemd', unit: 'shop.service', manager: 'system' };
const shows = 'echo LoadState=loaded; echo ActiveState=active; echo MainPID=0; echo CanReload=no';
const asDeploy = `[ "$1" = -u ] && echo 1000 || echo deploy`;

test.each([
  ['sudo', 'exit 1', 'sudo -n systemctl start shop.service'],
  ['sudo', 'case $* in *stop*) exit 1 ;; esac', 'sudo -n systemctl stop shop.service'],
  ['sudo', '', undefined],
  ['doas', 'echo deny; exit 1', 'doas -n systemctl start shop.service'],
  ['doas', 'echo permit', 'doas -n systemctl start shop.service'],
  ['doas', 'echo permit nopass', undefined],
  ['doas', 'echo "doas: could not open config file" >&2; exit 1', undefined],
] as const)('a right that is missing is seen before anything is stopped: %s %s', (become, says, denied) => {
  const made = answering(
    unit,
    { id: asDeploy, systemctl: shows, [become]: says },
    { address: '127.0.0.1', user: 'deploy', port: 22, become },
  );
  const { facts } = made.send(doctorStep.instruct(made.context));
  expect(facts.denied).toBe(denied);
  const found = serviceTypes.systemd.finding(facts, made.app);
  expect(found.state).toBe(denied === undefined ? 'ok' : 'failed');
  const asked = { ...made.context, request: serviceRequest('restart') };
  if (denied === undefined) return;
  expect(found.message).toBe(`deploy may not do this without a password: ${denied}`);
  expect(made.send(serviceStep.instruct(asked)).facts).toMatchObject({
    trouble: 'SERVICE_UNFIT',
    detail_reason: found.message,
  });
  expect(made.asked()).not.toMatch(/^systemctl (start|stop)|^\w+ -n systemctl/m);
});

test.each(['no', 'yes'])('a unit of a user who does not linger is told with what lets it stay: Linger=%s', (linger) => {
  const user = spawnSync('id', ['-un'], { encoding: 'utf8' }).stdout.trim();
  const scripts = { systemctl: shows, loginctl: `echo Linger=${linger}` };
  const { app, context, send } = answering({ ...unit, manager: 'user' }, scripts);
  const found = serviceTypes.systemd.finding(send(doctorStep.instruct(context)).facts, app);
  const ends = { state: 'warning', advice: `Let it stay, on the host: loginctl enable-linger ${user}` };
  expect(found).toMatchObject(linger === 'no' ? ends : { state: 'ok' });
  expect(send(inspectStep.instruct(context)).facts.lasts).toBe(linger === 'no' ? 'no' : undefined);
});

test.each([
  [
    'no line',
    { type: 'command', start: 'true', stop: 'true', reload: '', status: 'echo 1' },
    {},
    'service.commands.reload is not set',
  ],
  ['a unit without ExecReload', { ...unit, manager: 'user' }, { systemctl: shows }, 'it has no ExecReload'],
  [
    'a project',
    { type: 'compose', project: 'app', file: '', services: [] },
    { docker: 'exit 0' },
    'service.services does not say',
  ],
] as const)('a reload of what has none is refused before anything is done: %s', (_name, service, scripts, reason) => {
  const { context, send } = answering(service, scripts);
  expect(send(serviceStep.instruct({ ...context, request: serviceRequest('reload') })).facts).toMatchObject({
    trouble: 'SERVICE_UNFIT',
    detail_service: context.app.appKey,
    detail_reason: expect.stringContaining(reason),
  });
});
