import { join } from 'node:path';
import { ownRoot } from './build.js';

/** The command of the package as a file that Node runs. */
const programFile = (root: string): string => join(root, 'apps/cli/rexflow.mjs');

/** The command that a unit of `rexflow setup` starts. Not the link that npm made: it looks for Node where systemd may not. */
export const unitCommand = (root = ownRoot): string => `${process.execPath} ${programFile(root)}`;

/** A unit as it is shipped, for the package where it lies: as `rexflow setup` installs it. */
export function placedUnit(shipped: string, root = ownRoot): string {
  const bare = root.replace(/\/$/, '');
  return shipped
    .replaceAll('/opt/rexflow/lib/node_modules/rexflow', bare)
    .replaceAll('/opt/rexflow/bin/rexflow', unitCommand(root))
    .replaceAll('WorkingDirectory=/opt/rexflow', `WorkingDirectory=${bare}`);
}
