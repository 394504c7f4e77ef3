import { join } from 'node:path';
import { createDemoApp, type DemoApp, freePort, type Sshd, startDemoApp, startSshd, stopDemoApp } from '#provision';
import type { CleanupStack } from '../installation/cleanupStack.js';
import { untilServed } from './served.js';

/** An SSH host and the application that runs on it. */
export interface DemoHost {
  sshd: Sshd;
  app: DemoApp;
}

export interface HostPlan {
  name: string;
  /** Last part of the address 127.0.0.x. */
  last: number;
  version: string;
  config: Record<string, string>;
}

/** Starts an SSH host on an address of its own, with a running application of the group `server`. */
export async function openHost(
  dir: string,
  plan: HostPlan,
  clientKey: string,
  cleanups: CleanupStack,
): Promise<DemoHost> {
  const { name, last, version, config } = plan;
  const address = `127.0.0.${last}`;
  const sshd = await startSshd({ dir: join(dir, 'sshd'), address, clientKey });
  cleanups.add(`sshd on ${address}`, sshd.stop);
  const port = await freePort(address);
  const files = join(dir, 'files');
  const app = createDemoApp({
    dir: files,
    host: address,
    name,
    port,
    layout: 'separate',
    group: 'server',
    version,
    config,
  });
  cleanups.add(`application on ${address}`, () => stopDemoApp(app));
  await startDemoApp(app);
  await untilServed([app]);
  return { sshd, app };
}
