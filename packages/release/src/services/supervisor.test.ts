import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import { hostsOfEachTest, until } from '../testing/hosts.js';
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
      '',
    ].join('\n'),
  );
  mkdirSync(join(root, 'bin'));
  daemons.push(spawn('supervisord', ['-c', config], { stdio: 'ignore' }));
  await until(() => spawnSync('supervisorctl', ['-c', config, 'pid'], { stdio: 'ignore' }).status === 0);
  return withPrograms(made, join(root, 'bin'), { service: { type: 'supervisor', program: 'app', config } });
}

testServiceType('supervisor', {
  lacking: spawnSync('supervisord', ['-v']).error ? 'there is no supervisord' : null,
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
