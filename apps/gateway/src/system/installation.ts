import { statement, type Detail, type Finding } from '#contract';
import { whoIs } from '#release';
import type { GatewayDeps } from '../state/dependencies.js';
import { failed, notKnown, warning, well } from './finding.js';

/** Checks that database and store agree about the identity of this installation to its hosts. */
export async function examineInstallation({ config, identities }: GatewayDeps): Promise<Finding[]> {
  const name = 'installation';
  const { store: dir } = config.directories;
  try {
    const found = await identities();
    const known = whoIs(found);
    if (known === null) return [warning(name, statement('installation.nameless'))];
    const { database, store } = found;
    const whose = (of: typeof store): Detail => (of ? `${of.name} (${of.id})` : statement('installation.nobody'));
    if (known.agreed) return [well(name, statement('installation.agreed', { who: whose(known.installation) }))];
    const other = store?.id === known.installation.id ? 'installation.databaseOther' : 'installation.storeOther';
    return [failed(name, statement(other, { database: whose(database), store: whose(store), dir }))];
  } catch (thrown) {
    return [notKnown(name, thrown, 'unknown.other')];
  }
}
