import { join } from 'node:path';
import { fetchPackage, type FetchOptions } from '#bundle';
import { packageBases, packageProxies, type Config } from '#config';
import { packageUrl, type Source } from '#contract';
import { sourceSecrets } from '../secrets/sourceSecrets.js';
import type { BundleInput } from '../state/onceJob.js';
import { configFromHost } from './configFromHost.js';
import type { SourceType } from './contract.js';
import { fromPackage } from './package.js';

type UrlSource = Source & { kind: 'url' };

/** How packages are fetched here: which sums are asked for, and by which proxy. */
export const wayOf = (settings: Config['package']): Pick<FetchOptions, 'sums' | 'proxies'> => ({
  sums: settings.sums,
  proxies: packageProxies(settings),
});

async function fetchedFile({ deps, signal }: BundleInput, source: UrlSource, scratch: string): Promise<string> {
  const limits = deps.config.package;
  const { file } = await fetchPackage({
    url: packageUrl(source, packageBases(limits)),
    into: join(scratch, 'download'),
    timeoutMs: limits.timeout * 1000,
    maxBytes: limits.maxBytes,
    sha256: source.sha256 ?? null,
    ...wayOf(limits),
    ...(source.sums && { sums: source.sums }),
    secrets: sourceSecrets(source, deps.secrets),
    signal,
  });
  return file;
}

/** A package at a URL. */
export const url: SourceType<UrlSource> = {
  program: (input, source, work) =>
    fromPackage(input, source.apply, work, () => fetchedFile(input, source, work.scratch)),
  config: configFromHost,
};
