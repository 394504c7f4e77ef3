import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { unreadVariables } from '../findings/variables.js';
import type { App } from '../model/app.js';
import { doctorStep } from '../steps/doctor.js';
import { serviceStep } from '../steps/service.js';
import { running } from '../testing/failingHosts.js';
import { hostsOfEachTest, until } from '../testing/hosts.js';
import { serviceRequest } from '../testing/requests.js';
import { type ServiceHost, testServiceType } from './testing/battery.js';
import { managedBench, managedProgram, withPrograms } from './testing/managedApp.js';

const { host } = hostsOfEachTest();
const daemons: ReturnType<typeof spawn>[] = [];
afterEach(() => {
  for (const daemon of daemons.splice(0)) daemon.kill('SIGKILL');
});

/** A host with a supervisord of its own, which knows the program `app` and another one whose name begins so. */
async function supervised(): Promise<ServiceHost> {
  const made = host();
  const { root } = made;
  const command = managedProgram(made).join(' ');
  const config = join(root, 'supervisord.conf');
  const own = 'autostart=false\nstopwaitsecs=60\n';
  writeFileSync(
    config,
    [
      `[unix_http_server]\nfile=${root}/sock`,
      `[supervisord]\nnodaemon=true\nlogfile=${root}/log\npidfile=${root}/supervisord.pid\nchildlogdir=${root}`,
      '[rpcinterface:supervisor]\nsupervisor.rpcinterface_factory=supervisor.rpcinterface:make_main_rpcinterface',
      `[supervisorctl]\nserverurl=unix://${root}/sock`,
      `[program:app]\ncommand=${command}\n${own}`,
      `[program:app2]\ncommand=/bin/cat\n${own}`,
      `[include]\nfiles = more/*.conf`,
      '',
    ].join('\n'),
  );
  mkdirSync(join(root, 'bin'));
  mkdirSync(join(root, 'more'));
  const reads = `set -a; . ${made.context.paths.state}/environment; exec ${command}`;
  writeFileSync(join(root, 'more/reads.conf'), `[program:reads]\ncommand=/bin/sh -c '${reads}'\n${own}`);
  daemons.push(spawn('supervisord', ['-c', config], { stdio: 'ignore' }));
  await until(() => spawnSync('supervisorctl', ['-c', config, 'pid'], { stdio: 'ignore' }).status === 0);
  return withPrograms(made, join(root, 'bin'), { service: { type: 'supervisor', program: 'app', config } });
}

const lacking = spawnSync('supervisord', ['-v']).error ? 'there is no supervisord' : null;
testServiceType('supervisor', {
  lacking,
  host: supervised,
  neighbour: ({ root }) => {
    const asked = (...words: string[]) =>
      spawnSync('supervisorctl', ['-c', join(root, 'supervisord.conf'), ...words], { encoding: 'utf8' }).stdout;
    asked('start', 'app2');
    return () => asked('pid', 'app2').trim();
  },
  endedBy: 'KILL',
  ...managedBench((app) => ({ ...app, service: { ...app.service!, program: 'absent' } as typeof app.service })),
});

const why = lacking === null ? '' : ` (${lacking})`;
const user = process.getuid!() === 0 ? 'nobody' : null;

test.skipIf(lacking !== null)(
  `supervisor: a program whose line reads the file gets its variables, and one that nobody reads them for is told${why}`,
  async () => {
    const { app, context, key, root, send } = await supervised();
    const reading: App = {
      ...app,
      service: { ...app.service!, program: 'reads' } as App['service'],
      variables: { A: "it's $HOME", DB: { secret: 'db' } },
      ...(user && { owner: { user, group: 'nogroup' } }),
    };
    const asked = { ...context, app: reading, request: serviceRequest('start') };
    expect(send(serviceStep.instruct(asked)).facts).toMatchObject({ after: '1' });
    const environment = readFileSync(`/proc/${running(key)[0]}/environ`, 'utf8').split('\0');
    expect(environment).toEqual(expect.arrayContaining(["A=it's $HOME", 'DB=secret of db']));
    const file = `${context.paths.state}/environment`;
    const { mode, uid } = statSync(file);
    const owner = Number(spawnSync('id', ['-u', ...(user ? [user] : [])], { encoding: 'utf8' }).stdout);
    expect([mode & 0o777, uid]).toEqual([0o600, owner]);
    const seen = () => unreadVariables(send(doctorStep.instruct({ ...context, app: reading })).facts, reading);
    expect(seen()).toBeNull();
    rmSync(join(root, 'more/reads.conf'));
    expect(seen()).toEqual({ id: 'variables.noCommand', details: { program: 'reads', file } });
  },
);
