import { CodedError, packageUrl } from '#contract';
import { type Parameter, textParameter } from './parameter.js';

/** The parameters `url` and `set`, which release and Enter:route:downloadCombile share. */
export const packageParameters: Record<'url' | 'set', Parameter> = {
  url: textParameter('http(s) address of the package: tar.gz, tgz, tar, zip, or a single file', 2048),
  set: textParameter('name of a configured address (package.bases) put before a relative url', 64),
};

/** Throws PARAMETER_INVALID as packageUrl does, of `url` or `set`. */
export function requirePackageUrl(url: string, set: string | undefined, bases: Readonly<Record<string, string>>): void {
  try {
    packageUrl({ url, base: set }, bases);
  } catch (thrown) {
    if (!(thrown instanceof CodedError) || thrown.details.field !== 'base') throw thrown;
    throw new CodedError('PARAMETER_INVALID', { ...thrown.details, field: 'set' });
  }
}
