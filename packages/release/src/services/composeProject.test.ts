import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { ServiceOperation } from '#contract';
import type { App } from '../model/app.js';
import { unreadVariables } from '../findings/variables.js';
import { activateStep } from '../steps/activate.js';
import { doctorStep } from '../steps/doctor.js';
import { inspectStep } from '../steps/inspect.js';
import { serviceStep } from '../steps/service.js';
import { running } from '../testing/failingHosts.js';
import { hostsOfEachTest } from '../testing/hosts.js';
import { serviceRequest } from '../testing/requests.js';
import { serviceTypes } from './index.js';
import type { ServiceHost } from './testing/battery.js';
import { composedOfEachTest, composeService, factOf } from './testing/composedApp.js';
import { reloadsOf } from './testing/managedApp.js';
import { composeFile } from './testing/writtenDocker.js';

const { host, released } = hostsOfEachTest();
const { composed, live } = composedOfEachTest();

let asks = 0;
const ask = ({ context, app, send }: ServiceHost, operation: ServiceOperation, of: Partial<App> = {}) =>
  send(
    serviceStep.instruct({
      ...context,
      settings: { ...context.settings, stable: 0.3 },
      app: { ...app, ...of },
      requestId: `asked-${asks++}`,
      request: serviceRequest(operation),
    }),
  ).facts;

test('a container that is started again and again does not stand, is told with what it wrote, and a stop ends it', () => {
  const made = live(host(), { loops: ['restart: always', "command: sh -c 'echo no such port; exit 3'"] });
  const { trouble, detail_reason: reason } = ask(made, 'start');
  expect(trouble).toBe('START_FAILED');
  expect(reason).toMatch(/^no process of the project app of docker compose, docker compose up ended with status 0: /);
  expect(reason).toMatch(/loops: \w+, exit status 3, .* started again [1-9]\d* times; .*loops-1 +\| no such port/s);
  // Between two tries there is no process.
  const loops = made.docker.container('app', 'loops');
  ask(made, 'stop');
  writeFileSync(join(loops, 'between'), '');
  rmSync(join(loops, 'stopped'));
  expect(ask(made, 'stop')).toMatchObject({ before: '0', after: '0' });
  expect(existsSync(join(loops, 'stopped'))).toBe(true);
});

test('a job beside it may end well, and not badly; what is unhealthy does not stand', () => {
  const made = live(host(), { job: ['command: test -f go'] });
  const { container } = made.docker;
  expect(ask(made, 'start').trouble).toBe('START_FAILED');
  writeFileSync(join(made.app.programLink, 'go'), '');
  ask(made, 'stop');
  expect(ask(made, 'start')).toMatchObject({ before: '0', after: '1' });
  ask(made, 'stop');
  writeFileSync(join(container('app', 'web'), 'health'), 'unhealthy');
  expect(ask(made, 'start')).toMatchObject({
    trouble: 'START_FAILED',
    detail_reason: expect.stringContaining('web: running, exit status 0, health unhealthy'),
  });
});

test('services that load what is live get HUP inside their containers, and others none', () => {
  const made = live(host(), { db: ['command: sleep 1000'] });
  ask(made, 'start');
  const reloading: Partial<App> = { service: { ...composeService, services: ['web'] } };
  expect(ask(made, 'reload')).toMatchObject({
    trouble: 'SERVICE_UNFIT',
    detail_reason: 'service.services does not say which of its services load it at HUP',
  });
  const before = [running(made.key), factOf(made.docker.container('app', 'db'), 'pid')];
  expect(ask(made, 'reload', reloading)).toMatchObject({ before: '1', after: '1' });
  expect([running(made.key), factOf(made.docker.container('app', 'db'), 'pid'), reloadsOf(made)]).toEqual([
    ...before,
    1,
  ]);
  expect(readFileSync(join(made.docker.home, 'asked'), 'utf8')).not.toContain(' kill -s HUP\n');
  expect(ask(made, 'stop', reloading)).toMatchObject({ before: '1', after: '0' });
  expect(process.kill(Number(factOf(made.docker.container('app', 'db'), 'pid')), 0)).toBe(true);
});

const lacking = [
  ['plain', '', 'docker has no compose; docker-compose, which is version 1, will not do', 'docker has no compose: '],
  [
    'daemon',
    'permission denied while trying to connect to the Docker daemon',
    'may not ask docker',
    'usermod -aG docker ',
  ],
  [
    'daemon',
    'Cannot connect to the Docker daemon',
    'docker does not answer: Cannot connect',
    'docker does not answer: ',
  ],
] as const;

test('what is missing is told with what cures it, and nothing is stopped', () => {
  const made = live(host());
  const { app, context, docker, key } = made;
  ask(made, 'start');
  const started = running(key);
  for (const [name, answer, message, reason] of lacking) {
    writeFileSync(join(docker.home, name), answer);
    const found = serviceTypes.compose.finding(made.send(doctorStep.instruct(context)).facts, app);
    const told = { message: expect.stringContaining(message), advice: expect.any(String) };
    expect(found).toMatchObject({ state: 'failed', ...told });
    const refused = { trouble: 'SERVICE_UNFIT', detail_reason: expect.stringContaining(reason) };
    expect(ask(made, 'restart')).toMatchObject(refused);
    expect(running(key)).toEqual(started);
    rmSync(join(docker.home, name));
  }
});

test.skipIf(existsSync('/var/run/docker.sock'))(
  'as root where the user may not ask docker, and a right that is missing is seen before',
  () => {
    const made = live(host());
    const { docker, context } = made;
    writeFileSync(join(docker.programs, 'id'), '#!/bin/sh\n[ "$1" = -u ] && echo 1000 || echo deploy\n', {
      mode: 0o755,
    });
    const sudo = join(docker.programs, 'sudo');
    const login: App['login'] = { address: '127.0.0.1', user: 'deploy', port: 22, become: 'sudo' };
    const asked = (denied: string) => {
      writeFileSync(
        sudo,
        `#!/bin/sh\n[ "$2" != -l ] || case "$*" in ${denied}) exit 1 ;; *) exit 0 ;; esac\necho "$*" >>${made.root}/sudo\nshift\nexec "$@"\n`,
        { mode: 0o755 },
      );
      return ask(made, 'start', { login });
    };
    expect(asked('*" up"')).toMatchObject({
      trouble: 'SERVICE_UNFIT',
      detail_reason: 'deploy may not do this without a password: sudo -n docker compose -p app up',
    });
    expect(asked('none')).toMatchObject({ before: '0', after: '1' });
    expect(readFileSync(join(made.root, 'sudo'), 'utf8')).toContain('-n docker compose -p app -f compose.yaml up -d');
    const told = made.send(doctorStep.instruct({ ...context, app: { ...made.app, login } })).facts;
    expect(serviceTypes.compose.finding(told, made.app).state).toBe('ok');
  },
);

test('a daemon of a user who does not linger is told with what lets it stay', () => {
  const { app, context, docker, send } = live(host());
  writeFileSync(join(docker.home, 'endpoint'), 'unix:///run/user/1000/docker.sock');
  writeFileSync(join(docker.programs, 'loginctl'), '#!/bin/sh\necho Linger=no\n', { mode: 0o755 });
  expect(serviceTypes.compose.finding(send(doctorStep.instruct(context)).facts, app)).toMatchObject({
    state: 'warning',
    advice: expect.stringContaining('loginctl enable-linger'),
  });
});

test('the file of the new release counts, and one that docker does not take is refused before anything is stopped', () => {
  const there = released();
  const made = composed(there);
  const { app, docker, key, send } = made;
  for (const pid of running(key)) process.kill(Number(pid), 'SIGKILL');
  writeFileSync(
    join(there.before.program, 'compose.yaml'),
    composeFile({ web: [made.command], old: ['command: sleep 1000'] }),
  );
  docker.up('app', there.before.program);
  const started = running(key);
  const { facts } = send(inspectStep.instruct({ ...there.context, app, requestId: 'r0' }));
  const context = { ...there.context, app, facts: { ...there.context.facts, ...facts } };
  expect(send(activateStep.instruct({ ...context, requestId: 'r1' })).facts).toMatchObject({
    trouble: 'SERVICE_UNFIT',
    detail_reason: expect.stringContaining(
      'docker compose does not take compose.yaml: open compose.yaml: no such file',
    ),
  });
  expect(running(key)).toEqual(started);
  const { program } = context.paths;
  writeFileSync(join(program, 'compose.yaml'), composeFile({ web: [made.command], news: ['command: sleep 1000'] }));
  expect(send(activateStep.instruct({ ...context, requestId: 'r2' }))).toMatchObject({
    status: 0,
    facts: { processes: '2' },
  });
  expect(factOf(docker.container('app', 'web'), 'directory')).toBe(program);
  expect(readFileSync(join(docker.home, 'asked'), 'utf8')).toMatch(
    /^compose -p app -f compose.yaml up -d --build --quiet-pull --remove-orphans$/m,
  );
});

test('a project gets its variables by a file over its own, and one that names none of them is told', () => {
  const made = live(host());
  const { app, context, docker, key, send } = made;
  const variables = { A: "it's $HOME", DB: { secret: 'db' } };
  const environment = () => readFileSync(`/proc/${running(key)[0]}/environ`, 'utf8').split('\0');
  writeFileSync(join(app.programLink, '.env'), "A='of the release'\nB=kept\n");
  expect(ask(made, 'start', { variables })).toMatchObject({ after: '1' });
  expect(environment()).toEqual(expect.arrayContaining(["A=it's $HOME", 'B=kept', 'DB=secret of db']));
  expect(ask(made, 'restart', { variables: { A: 'two' } })).toMatchObject({ after: '1' });
  expect(environment()).toContain('A=two');
  expect(environment().some((one) => one.startsWith('DB='))).toBe(false);
  const given = `--env-file ${app.programLink}/.env --env-file ${context.paths.state}/environment`;
  expect(readFileSync(join(docker.home, 'asked'), 'utf8')).toContain(`compose -p app ${given} -f compose.yaml up -d`);
  const seen = () => {
    const of = { ...app, variables };
    return unreadVariables(send(doctorStep.instruct({ ...context, app: of })).facts, of);
  };
  expect(seen()).toEqual({ id: 'variables.noNames', details: { names: ['A', 'DB'], file: 'compose.yaml' } });
  const path = join(app.programLink, 'compose.yaml');
  writeFileSync(path, `${readFileSync(path, 'utf8')}    environment: [A, DB]\n`);
  expect(seen()).toBeNull();
});
