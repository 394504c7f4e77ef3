import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of package.json, seen from the compiled file in dist. */
export const root = fileURLToPath(new URL('../../../../../', import.meta.url));

/** Whether this is a checkout, which has a place for servers of its own; a package has none. */
export const isCheckout = existsSync(join(root, 'apps/local/bootstrap.mjs'));

/** The ignored folder in which private servers live. */
export const ignored = join(root, '.rexflow');

/** The directory for servers that cannot be installed for the whole machine. */
export const programsHome = join(ignored, 'programs');

/** The command that runs a compiled program of the installation with a configuration file. */
export const programCommand = (config: string, program: string, ...args: string[]): string[] => [
  'env',
  `REXFLOW_CONFIG=${config}`,
  process.execPath,
  '--enable-source-maps',
  join(root, 'dist', program),
  ...args,
];

export const gatewayProgram = 'programs/gateway.js';
export const workerProgram = 'programs/worker.js';
export const adminProgram = 'programs/admin.js';
