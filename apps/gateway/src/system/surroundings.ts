import { examineStore } from '#bundle';
import { reachOf } from '#config';
import { canBeNamed, statement, type Finding } from '#contract';
import type { GatewayDeps } from '../state/dependencies.js';
import { failed, few, notKnown, warning, well } from './finding.js';

const MiB = 2 ** 20;
const littleShare = 0.05;

/** Checks the directory gateway and workers share: writable, with room for a package. */
export async function examineStoreRoom({ config }: GatewayDeps): Promise<Finding[]> {
  const dir = config.directories.store;
  const { unwritable, free, total } = await examineStore(dir);
  const writable =
    unwritable === null
      ? well('store.writable', statement('store.writable', { dir }))
      : failed('store.writable', statement('store.unwritable', { reason: unwritable }));
  if (free === null || total === null) return [writable];
  const figures = { free: Math.round(free / MiB), total: Math.round(total / MiB), dir };
  const little = free < config.package.maxBytes || free < total * littleShare;
  const space = little
    ? warning('store.space', statement('store.little', figures))
    : well('store.space', statement('store.room', figures));
  return [writable, space];
}

/** Checks that hosts cannot be mistaken for others. */
export async function examineHostKeys({ config, inventory, views }: GatewayDeps): Promise<Finding[]> {
  const name = 'hosts.keys';
  const { ssh } = config.environments[config.environment]!;
  if (ssh.hostKeys === 'known_hosts')
    return [well(name, statement('hostKeys.file', { file: ssh.knownHosts ?? 'known_hosts' }))];
  try {
    const [apps, keys] = await Promise.all([inventory.every(), views.hostKeys()]);
    const known = new Set(keys.map(({ address }) => address));
    const all = [...new Set(apps.map(({ host }) => host))];
    const asked = (host: string) => reachOf(ssh, host).address;
    const unpinned = all.filter((host) => !known.has(asked(host)));
    if (unpinned.length === 0) return [well(name, statement('hostKeys.recorded', { n: all.length }))];
    const figures = { n: unpinned.length, of: all.length, hosts: few(unpinned) };
    return [warning(name, statement('hostKeys.unrecorded', figures))];
  } catch (thrown) {
    return [notKnown(name, thrown, 'unknown.mysql')];
  }
}

/** Checks that every app and group can be named as a target. */
export async function examineNames({ inventory }: GatewayDeps): Promise<Finding[]> {
  const name = 'catalogue.names';
  try {
    const { groups, apps } = await inventory.names();
    const unnameable = [...new Set([...groups, ...apps])].filter((one) => !canBeNamed(one)).map((one) => `"${one}"`);
    if (unnameable.length === 0) return [well(name, statement('names.all'))];
    return [warning(name, statement('names.unnameable', { names: few(unnameable) }))];
  } catch (thrown) {
    return [notKnown(name, thrown, 'unknown.mysql')];
  }
}
