import { readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, onTestFinished, test } from 'vitest';
import type { App } from '../model/app.js';
import { activateStep } from '../steps/activate.js';
import { inspectStep } from '../steps/inspect.js';
import { doctorStep } from '../steps/doctor.js';
import { revertStep } from '../steps/revert.js';
import { serviceStep } from '../steps/service.js';
import { running } from '../testing/failingHosts.js';
import { hostsOfEachTest, until } from '../testing/hosts.js';
import { unreadVariables } from '../findings/variables.js';
import { serviceRequest } from '../testing/requests.js';
import { type ServiceHost, testServiceType } from './testing/battery.js';
import { managedBench, managedProgram, reloadsOf, withPrograms } from './testing/managedApp.js';
import { lackingForUserManager, startUserManager, type UserManager } from './testing/userManager.js';

const { host, released } = hostsOfEachTest();
const managers: UserManager[] = [];
afterEach(() => {
  for (const manager of managers.splice(0)) manager.end();
});

const unit = (name: string): App['service'] => ({ type: 'systemd', unit: name, manager: 'user' });

async function managed(made: ReturnType<typeof host> = host()): Promise<ServiceHost & { manager: UserManager }> {
  const command = managedProgram(made).join(' ');
  const log = `StandardOutput=append:${made.root}/log\nStandardError=append:${made.root}/log\n`;
  const units = {
    'app.service': `[Service]\nExecStart=${command}\nTimeoutStopSec=60\n${log}`,
    'loads.service': `[Service]\nExecStart=${command}\nExecReload=/bin/kill -HUP $MAINPID\n${log}`,
    'reads.service': `[Service]\nExecStart=${command}\nEnvironmentFile=-${made.context.paths.state}/environment\n${log}`,
    'ends.service': `[Service]\nExecStart=/bin/sh -c 'echo no such port; exit 3'\nRestart=always\nRestartSec=0.1\n${log}`,
  };
  const manager = await startUserManager(made.root, units, until);
  managers.push(manager);
  return { ...withPrograms(made, manager.programs, { service: unit('app.service') }), manager };
}

const lacking = lackingForUserManager();
testServiceType('systemd', {
  lacking,
  host: managed,
  endedBy: 'KILL',
  ...managedBench((app) => ({ ...app, service: unit('absent.service') })),
});

const why = lacking === null ? '' : ` (${lacking})`;

test.skipIf(lacking !== null)(
  `systemd: a unit that fails is told with its state and its last lines${why}`,
  async () => {
    const { app, context, send } = await managed();
    const ends = { ...context, app: { ...app, service: unit('ends.service') }, request: serviceRequest('start') };
    const { facts } = send(serviceStep.instruct(ends));
    expect(facts.trouble).toBe('START_FAILED');
    expect(facts.detail_reason).toMatch(
      /no process of the unit ends.service, systemctl start ends.service .*(activating|failed), .*no such port/s,
    );
  },
);

test.skipIf(lacking !== null)(
  `systemd: an application that loads what is live is not stopped by a switch, nor by the way back${why}`,
  async () => {
    const there = released();
    const made = await managed(there);
    const { key, send, app: plain } = made;
    const app: App = { ...plain, service: unit('loads.service'), restarts: false, reloads: true };
    const facts = send(inspectStep.instruct({ ...there.context, app, requestId: 'r0' })).facts;
    const context = { ...there.context, app, facts: { ...there.context.facts, ...facts } };
    expect(facts.trouble).toBeUndefined();
    // An init script had started what ran before.
    for (const pid of running(key)) process.kill(Number(pid), 'SIGKILL');
    await until(() => running(key).length === 0);
    expect(send(activateStep.instruct(context))).toMatchObject({ status: 0, facts: { processes: '1' } });
    expect([running(key).length, reloadsOf(made)]).toEqual([1, 0]);
    const started = running(key);
    writeFileSync(join(made.root, 'reloads'), '');
    expect(send(revertStep.instruct({ ...context, facts: there.context.facts }))).toMatchObject({ status: 0 });
    expect([realpathSync(app.programLink), running(key), reloadsOf(made)]).toEqual([there.before.program, started, 1]);
    const without = { ...context, app: { ...app, service: unit('app.service') }, requestId: 'r3' };
    expect(send(inspectStep.instruct(without)).facts).toMatchObject({
      trouble: 'SERVICE_UNFIT',
      detail_reason: 'it has no ExecReload, and service.restart is reload',
    });
  },
);

test.skipIf(lacking !== null)(
  `systemd: a watch of root's that goes back starts the application as a login does, and leaves it running${why}`,
  async () => {
    const { root, app, context, before, key, send } = released();
    const { programs, shell, systemctl, end } = await startUserManager(root, {}, until);
    onTestFinished(end);
    const seen = join(root, 'environment');
    const init = join(root, 'init-telling');
    writeFileSync(init, `#!/bin/sh\necho "$HOME $PATH" >${seen}\nexec ${app.init} "$1"\n`, { mode: 0o755 });
    const watched = { ...context, app: { ...app, init }, confirm: 1 };
    expect(send(activateStep.instruct(watched), { programs, shell })).toMatchObject({ status: 0 });
    const waiting = () => String(systemctl('list-units', '--no-legend', 'run-*').stdout).trim();
    expect(waiting()).toContain('.timer');
    writeFileSync(seen, '');
    await until(() => waiting() === '');
    expect(realpathSync(app.programLink)).toBe(before.program);
    expect(running(key)).toHaveLength(1);
    expect(readFileSync(seen, 'utf8')).toBe(`${process.env.HOME} ${programs}:${process.env.PATH}\n`);
  },
);

test.skipIf(lacking !== null)(
  `systemd: a unit gets its variables as they are written, and one without the line for them is told with it${why}`,
  async () => {
    const { app, context, key, send } = await managed();
    const values = ["it's", 'a "b"', '$HOME %h', '`id`', 'a\\', '\\n', 'two\nlines\n', ' blanks ', '#none', 'ü€', ';'];
    const variables = {
      ...Object.fromEntries(values.map((value, index) => [`A${index}`, value])),
      DB: { secret: 'db' },
    };
    const reading: App = { ...app, service: unit('reads.service'), variables };
    const asked = { ...context, app: reading, request: serviceRequest('start') };
    expect(send(serviceStep.instruct(asked)).facts).toMatchObject({ after: '1' });
    const environment = readFileSync(`/proc/${running(key)[0]}/environ`, 'utf8').split('\0');
    expect(environment).toEqual(
      expect.arrayContaining([...values.map((value, index) => `A${index}=${value}`), 'DB=secret of db']),
    );
    const seen = (of: App) => unreadVariables(send(doctorStep.instruct({ ...context, app: of })).facts, of);
    const file = `${context.paths.state}/environment`;
    expect([seen(reading), seen({ ...reading, service: unit('app.service') })]).toEqual([
      null,
      { id: 'variables.noLine', details: { unit: 'app.service', file } },
    ]);
    expect(send(doctorStep.instruct({ ...context, app })).facts).not.toHaveProperty('unread');
  },
);
