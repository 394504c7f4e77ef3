import { asCodedError, type Finding } from '#contract';
import { whoIs } from '#release';
import type { GatewayDeps } from '../state/dependencies.js';
import { failed, warning, well } from './finding.js';

/** Checks that database and store agree about the identity of this installation to its hosts. */
export async function examineInstallation({ config, identities }: GatewayDeps): Promise<Finding[]> {
  const name = 'installation';
  const { store: dir } = config.directories;
  try {
    const found = await identities();
    const known = whoIs(found);
    if (known === null) {
      return [
        warning(name, 'it has no name yet', 'Start a worker: the first one gives the database and the store a name.'),
      ];
    }
    const { database, store } = found;
    const whose = (of: typeof store): string => (of ? `${of.name} (${of.id})` : 'nobody');
    if (known.agreed) return [well(name, `this is ${whose(known.installation)}, by database and store`)];
    const message = `the database belongs to ${whose(database)}, the store in ${dir} to ${whose(store)}: hosts of the other one are refused, and after a restore none is caught up with`;
    const own = store?.id === known.installation.id;
    const advice = own
      ? `If the database is this one's: rexflow takeover all --reason TEXT. If the store is another one's: set directories.store right and restart.`
      : `Give this installation a store of its own (directories.store), or, if ${dir} is its own, remove ${dir}/.installation; then restart the workers.`;
    return [failed(name, message, advice)];
  } catch (thrown) {
    return [warning(name, `not known: ${asCodedError(thrown).message}`, 'Mend what keeps it from being read first.')];
  }
}
