import { Trouble } from '../errors/trouble.js';
import { type Parameter, text } from './parameter.js';

/** The parameters `url` and `set`, which release and Enter:route:downloadCombile share. */
export const packageParameters: Record<'url' | 'set', Parameter> = {
  url: text('http(s) address of the package: tar.gz, tgz, tar, zip, or a single file', 2048),
  set: text('name of a configured address (package.bases) put before a relative url', 64),
};

/**
 * The address a package is fetched from: `url`, with the configured base that `set` names put before it.
 * Throws PARAMETER_INVALID when the base is not configured or the address is not http(s).
 */
export function packageUrl(
  parameters: Readonly<Record<string, string>>,
  bases: Readonly<Record<string, string>>,
): string {
  const { url = '', set } = parameters;
  if (set === undefined) return webAddress(url);
  if (!Object.hasOwn(bases, set)) {
    const known = Object.keys(bases).join(', ') || 'none';
    throw new Trouble('PARAMETER_INVALID', {
      field: 'set',
      reason: `"${set}" is not in package.bases; known: ${known}`,
    });
  }
  if (/^[a-z][a-z0-9+.-]*:/i.test(url)) {
    throw new Trouble('PARAMETER_INVALID', { field: 'url', reason: 'must be relative when set is given' });
  }
  return webAddress(`${bases[set]!.replace(/\/+$/, '')}/${url.replace(/^\/+/, '')}`);
}

function webAddress(url: string): string {
  if (!/^https?:\/\/[^\s]+$/i.test(url) || !URL.canParse(url)) {
    throw new Trouble('PARAMETER_INVALID', { field: 'url', reason: 'must be an http:// or https:// address' });
  }
  return url;
}
