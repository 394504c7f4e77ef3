import type { HostKeyFindings } from '#contract';
import { fingerprint, type SshLogin } from '#ssh';
import type { WorkerDeps } from '../state/dependencies.js';

const partsOf = (key: string): { type: string; key: string; fingerprint: string } => {
  const [type = '', text = ''] = key.split(' ');
  return { type, key: text, fingerprint: fingerprint(key) };
};

/** The keys of a host, as it shows them now. Throws what `scanHostKeys` throws. */
export async function scanKeys({ ssh }: Pick<WorkerDeps, 'ssh'>, login: SshLogin): Promise<HostKeyFindings> {
  const { shown, inFile } = await ssh.scanHostKeys(login);
  return {
    shown: shown.map(partsOf),
    inFile: inFile.good.map(partsOf).map(({ type, fingerprint: of }) => ({ type, fingerprint: of })),
    revoked: inFile.revoked.map(fingerprint),
    trouble: null,
  };
}
