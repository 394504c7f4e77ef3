import type { KnownHostFacts } from '#release';
import { fingerprint, vouchingAuthorities, type SshLogin } from '#ssh';
import type { WorkerDeps } from '../state/dependencies.js';

/** What this side knows of a host that was logged in to. Throws LOCAL_IO where its known_hosts file cannot be read. */
export async function knownOfHost(
  { config, installation }: Pick<WorkerDeps, 'config' | 'installation'>,
  login: SshLogin,
  hostKeys: KnownHostFacts['hostKeys'] = login.hostKeys,
): Promise<KnownHostFacts> {
  const authorities = (await vouchingAuthorities(login)).map(fingerprint);
  return { hostKeys, authorities, owner: config.release.owner, installation: installation.self };
}
