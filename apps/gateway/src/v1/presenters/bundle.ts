import type { About, Package } from '#bundle';
import type { BundleView } from '#api';

/** Presents a package as it lies in the store: nobody opened it yet. */
export function packageView({ id, name, bytes, createdAt }: Package): BundleView {
  const unknown = { files: null, release: null, groups: [], apps: [] };
  return { id, kind: 'package', digest: id, name, bytes, createdAt: createdAt.toISOString(), ...unknown };
}

/** Presents a bundle that a release sealed. */
export function sealedView({ sealedAt, ...about }: About): BundleView {
  const release = about.id.replace(/\.\d+$/, '');
  return { ...about, kind: 'sealed', name: null, createdAt: sealedAt.toISOString(), release };
}
