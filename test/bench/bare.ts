import { execFile } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createDemoApp, freePort, startDemoApp, stopDemoApp, type DemoApp } from '#provision';
import type { Host } from '../support/estate.js';
import { root } from '../support/root.js';
import type { Meter } from './meter.js';
import type { Trees } from './trees.js';

const run = promisify(execFile);
const script = join(root, 'test/bench/bare-release.sh');

/** The bare script's applications, one on each host beside rexflow's, with its own directories and its own history. */
export interface Bare {
  apps: DemoApp[];
  /**
   * Releases the trees, or another program, to the first `count` hosts; resolves with the seconds it took.
   */
  release(count: number, program?: string): Promise<number>;
  /** Runs nothing on the first host, over its standing connection; resolves with the seconds it took. */
  ask(): Promise<number>;
  stop(): Promise<void>;
}

/** Removes what earlier releases left on the host, which the script does not do itself. */
function tidy(app: DemoApp, before: string | null): void {
  if (before === null) return;
  for (const link of [app.programLink, app.configLink]) rmSync(`${link}_${before}`, { recursive: true, force: true });
}

/**
 * Prepares the bare script on the hosts of an estate: an application like rexflow's own on each, running, and a connection
 * that stays.
 */
export async function startBare(
  dir: string,
  hosts: readonly Host[],
  trees: Trees,
  given: Pick<Parameters<typeof createDemoApp>[0], 'bulk' | 'config'>,
  meters: readonly Meter[] = [],
): Promise<Bare> {
  const home = join(dir, 'bare');
  await mkdir(home);
  const apps: DemoApp[] = [];
  for (const [index, host] of hosts.entries()) {
    const name = `bare${index + 1}`;
    const address = host.app.host;
    const port = await freePort(address);
    apps.push(createDemoApp({ dir: join(home, name), host: address, name, port, layout: 'separate', ...given }));
  }
  const settings = join(home, 'ssh_config');
  writeFileSync(
    settings,
    hosts.map((host, index) => entry(apps[index]!.name, host, meters[index]?.port, home)).join(''),
    { mode: 0o600 },
  );
  const stop = async (): Promise<void> => {
    // A host that was never reached has no connection to end.
    const hangUp = ({ name }: DemoApp) => run('ssh', ['-F', settings, '-O', 'exit', name]).catch(() => undefined);
    await Promise.all([...apps.map(hangUp), ...apps.map(stopDemoApp)]);
  };
  const stamps = new Map<DemoApp, string>();
  let releases = 0;

  const release = async (count: number, program = trees.program): Promise<number> => {
    const chosen = apps.slice(0, count);
    const stamp = `bare_${String(++releases).padStart(4, '0')}`;
    const list = join(home, 'hosts');
    const lines = chosen.map((app, index) =>
      [app.name, trees.config(hosts[index]!.app), app.programLink, app.configLink, app.init, app.key].join(' '),
    );
    writeFileSync(list, `${lines.join('\n')}\n`);
    const began = performance.now();
    await run(script, [stamp, settings, program, list]);
    const took = (performance.now() - began) / 1000;
    for (const app of chosen) {
      tidy(app, stamps.get(app) ?? null);
      stamps.set(app, stamp);
    }
    return took;
  };
  const ask = async (): Promise<number> => {
    const began = performance.now();
    await run('ssh', ['-F', settings, apps[0]!.name, 'true']);
    return (performance.now() - began) / 1000;
  };
  await Promise.all(apps.map(startDemoApp));
  return { apps, release, ask, stop };
}

function entry(name: string, { app, sshd }: Host, port: number | undefined, home: string): string {
  return `Host ${name}
  HostName ${app.host}
  Port ${port ?? sshd.port}
  User ${sshd.user}
  IdentityFile "${sshd.clientKey}"
  IdentitiesOnly yes
  StrictHostKeyChecking no
  UserKnownHostsFile "${home}/known_hosts"
  LogLevel ERROR
  ControlMaster auto
  ControlPath "${home}/%C"
  ControlPersist 600
`;
}
