import { mkdirSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stopOnExit } from '../process/stopOnExit.js';
import { type Bulk, fillBulk } from './bulk.js';
import { type DetailRow, detailRow } from './detailRow.js';
import { initScript } from './initScript.js';
import { program } from './program.js';
import { killDemoApp, stopDemoApp } from './stopDemoApp.js';

export interface DemoAppOptions {
  /** Directory that stands for the host's file system. */
  dir: string;
  /** The host's address, `127.0.0.x`; the application listens on no other. */
  host: string;
  /** `app_key`. */
  name: string;
  port: number;
  /** `separate`: two directories, two live links. `nested`: the configuration lies in WEB-INF/classes of the program. */
  layout: 'separate' | 'nested';
  /** `local_name` (default: the name). */
  group?: string;
  version?: string;
  /** Lines of app.properties (default: the name). */
  config?: Record<string, string>;
  bulk?: Bulk;
  /** Names the first release directories, `YYYYMMDD_HHmmss`. */
  stamp?: string;
}

export interface DemoApp {
  name: string;
  host: string;
  port: number;
  dir: string;
  /** `http://<host>:<port>/health`; answers `{ version, config, pid }` */
  url: string;
  programLink: string;
  configLink: string;
  init: string;
  /** The word in its command line that no other process has. */
  key: string;
  /** Its row of `pre_server_detail`, without the id. */
  row: DetailRow;
}

const inside = 'WEB-INF/classes';

/**
 * Lays out an application on a host that is a directory: first release, live links, init script. It is not started.
 * When this process ends, so does the application, whoever started it.
 */
export function createDemoApp(options: DemoAppOptions): DemoApp {
  const { host, name, port, layout, stamp = '20200101_000000' } = options;
  mkdirSync(options.dir, { recursive: true });
  const dir = realpathSync(options.dir);
  // The records of an existing database hold 64 characters of a path: keep ours short.
  const programLink = join(dir, 'html');
  const configLink = layout === 'separate' ? join(dir, 'conf') : join(programLink, inside);
  const release = `${programLink}_${stamp}`;
  const configuration = layout === 'separate' ? `${configLink}_${stamp}` : join(release, inside);
  mkdirSync(release);
  mkdirSync(configuration, { recursive: true });
  fillRelease(release, options);
  const config = Object.entries(options.config ?? { name });
  writeFileSync(join(configuration, 'app.properties'), config.map((pair) => `${pair.join('=')}\n`).join(''));
  symlinkSync(release, programLink);
  if (layout === 'separate') symlinkSync(configuration, configLink);
  const app = {
    name,
    host,
    port,
    dir,
    programLink,
    configLink,
    init: join(dir, 'init'),
    key: `demoapp-${name}-${port}`,
  };
  const facts = { ...app, node: process.execPath, owner: process.pid };
  writeFileSync(app.init, initScript(facts), { mode: 0o755 });
  const url = `http://${host}:${port}/health`;
  const created = { ...app, url, row: detailRow({ ...app, url, layout, group: options.group ?? name }) };
  stopOnExit({ now: () => killDemoApp(created), stop: () => stopDemoApp(created) });
  return created;
}

function fillRelease(release: string, { version = '1.0.0', bulk }: DemoAppOptions): void {
  writeFileSync(join(release, 'app.mjs'), program);
  writeFileSync(join(release, 'VERSION'), `${version}\n`);
  if (bulk) fillBulk(release, bulk);
}
