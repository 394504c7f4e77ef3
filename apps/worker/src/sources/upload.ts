import { CodedError, type Source } from '#contract';
import type { BundleInput } from '../state/onceJob.js';
import { configFromHost } from './configFromHost.js';
import type { SourceType } from './contract.js';
import { fromPackage } from './package.js';

/** The uploaded file in the store. Throws PACKAGE_GONE, PACKAGE_ELSEWHERE. */
async function uploadedFile({ deps, request }: BundleInput, bundle: string): Promise<string> {
  const found = await deps.packages.use(bundle);
  // The store was checked to be the right one, unless an older gateway took the request.
  if (!found && !request.directories.store)
    throw new CodedError('PACKAGE_ELSEWHERE', { bundle, store: deps.config.directories.store });
  if (!found) throw new CodedError('PACKAGE_GONE', { bundle });
  return found.file;
}

/** A package that was uploaded. */
export const upload: SourceType<Source & { kind: 'upload' }> = {
  program: (input, { bundle, apply }, work) => fromPackage(input, apply, work, () => uploadedFile(input, bundle)),
  config: configFromHost,
};
