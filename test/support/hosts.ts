import { join } from 'node:path';
import {
  createDemoApp,
  freePort,
  hostPath,
  startDemoApp,
  startSshd,
  stopDemoApp,
  type DemoApp,
  type DemoAppOptions,
  type Sshd,
} from '#provision';

/** What of a host's sshd may be another than at first. */
export interface Changed {
  clientKey?: string;
  /** Where its commands look for programs. */
  path?: string;
  /** Variables of its commands, beside those of every host. */
  environment?: Readonly<Record<string, string>>;
  /** Lines of its sshd_config, before those of every host. */
  settings?: readonly string[];
}

export interface Host {
  app: DemoApp;
  sshd: Sshd;
  /** Starts its sshd again, after a stop, on the same address and with the same keys unless `changed` says otherwise. */
  openSshd: (changed?: Changed) => Promise<void>;
}

export interface Site {
  dir: string;
  /** All hosts answer on the same port of different addresses, as real ones do. */
  sshPort: number;
  clientKey: string;
  /** Lines of sshd_config for every host. */
  settings: string[];
  /** Filled with what ends the host again. */
  stops: (() => Promise<unknown>)[];
}

/** Loopback addresses nobody else uses, so that estates of several tests stand side by side on the same ports. */
function loopback(): string {
  const some = (from: number, to: number): number => from + Math.floor(Math.random() * (to - from));
  return `127.${some(10, 250)}.${some(1, 250)}.${some(2, 250)}`;
}

/** A host with its application, running its first release. */
export async function makeHost(site: Site, given: Partial<DemoAppOptions>, name: string): Promise<Host> {
  const { dir, sshPort, clientKey, settings, stops } = site;
  const address = loopback();
  const app = createDemoApp({
    dir: join(dir, name),
    host: address,
    name,
    port: await freePort(address),
    layout: 'separate',
    group: 'server',
    ...given,
  });
  const open = ({ path, environment = {}, settings: own = [], ...changed }: Changed = {}): Promise<Sshd> =>
    startSshd({
      dir: join(dir, `${name}-sshd`),
      address,
      port: sshPort,
      clientKey,
      // What commands leave in the machine's own place for that ends with the estate.
      settings: [
        ...own,
        [
          `SetEnv SHLVL=1 TMPDIR=${dir} ${path === undefined ? (hostPath() ?? '') : `PATH=${path}`}`,
          ...Object.entries(environment).map((pair) => pair.join('=')),
        ].join(' '),
        ...settings,
      ],
      ...changed,
    });
  const host: Host = {
    app,
    sshd: await open(),
    openSshd: async (changed) => {
      host.sshd = await open(changed);
    },
  };
  stops.push(() => host.sshd.stop());
  stops.push(() => stopDemoApp(app));
  await startDemoApp(app);
  return host;
}
