import { examineStore } from '#bundle';
import { reachOf } from '#config';
import { asCodedError, canBeNamed, type Finding } from '#contract';
import type { GatewayDeps } from '../state/dependencies.js';
import { failed, few, warning, well } from './finding.js';

const MiB = 2 ** 20;
const littleShare = 0.05;

/** Checks the directory gateway and workers share: writable, with room for a package. */
export async function examineStoreRoom({ config }: GatewayDeps): Promise<Finding[]> {
  const dir = config.directories.store;
  const { unwritable, free, total } = await examineStore(dir);
  const writable =
    unwritable === null
      ? well('store.writable', `${dir} can be written to`)
      : failed(
          'store.writable',
          unwritable,
          'Give directories.store to the user of the gateway (chown), or mount it writable.',
        );
  if (free === null || total === null) return [writable];
  const message = `${Math.round(free / MiB)} of ${Math.round(total / MiB)} MiB are free below ${dir}`;
  const little = free < config.package.maxBytes || free < total * littleShare;
  const advice =
    'Make room: lower release.keep_bundles or release.keep_packages, or move directories.store. One package of package.max_bytes has to fit.';
  return [writable, (little ? warning : well)('store.space', message, advice)];
}

/** Checks that hosts cannot be mistaken for others. */
export async function examineHostKeys({ config, inventory, views }: GatewayDeps): Promise<Finding[]> {
  const name = 'hosts.keys';
  const { ssh } = config.environments[config.environment]!;
  if (ssh.hostKeys === 'known_hosts') {
    return [
      well(name, `hosts have to show a key of ${ssh.knownHosts ?? 'known_hosts'}; the action doctor asks each of them`),
    ];
  }
  try {
    const [apps, keys] = await Promise.all([inventory.every(), views.hostKeys()]);
    const known = new Set(keys.map(({ address }) => address));
    const all = [...new Set(apps.map(({ host }) => host))];
    const asked = (host: string) => reachOf(ssh, host).address;
    const unpinned = all.filter((host) => !known.has(asked(host)));
    const message = `${unpinned.length} of ${all.length} hosts have no recorded key: ${few(unpinned)}`;
    const advice =
      'The key a host shows first will be believed: run the action doctor on them from a network you trust, and compare GET /v1/hosts.';
    if (unpinned.length > 0) return [warning(name, message, advice)];
    return [well(name, `each of ${all.length} hosts has a recorded key`)];
  } catch (thrown) {
    return [warning(name, `not known: ${asCodedError(thrown).message}`, 'Bring MySQL back first.')];
  }
}

/** Checks that every app and group can be named as a target. */
export async function examineNames({ inventory }: GatewayDeps): Promise<Finding[]> {
  const name = 'catalogue.names';
  try {
    const { groups, apps } = await inventory.names();
    const unnameable = [...new Set([...groups, ...apps])].filter((one) => !canBeNamed(one)).map((one) => `"${one}"`);
    if (unnameable.length === 0) return [well(name, 'k can name every app and group')];
    const message = `k cannot name ${few(unnameable)}: blanks and commas separate names, and "all" is every app`;
    const advice =
      'Rename them in the catalogue (app_key, local_name); until then name an app by its group, a group by its apps.';
    return [warning(name, message, advice)];
  } catch (thrown) {
    return [warning(name, `not known: ${asCodedError(thrown).message}`, 'Bring MySQL back first.')];
  }
}
