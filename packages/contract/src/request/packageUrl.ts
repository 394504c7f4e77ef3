import { CodedError } from '../errors/codedError.js';

/**
 * The address a package is fetched from: `url`, with the configured address that `base` names put before it. Throws
 * PARAMETER_INVALID of `base` when that is not configured, and of `url` when the address is not http(s).
 */
export function packageUrl(
  { url, base }: { url: string; base?: string | undefined },
  bases: Readonly<Record<string, string>>,
): string {
  if (base === undefined) return webAddress(url);
  if (!Object.hasOwn(bases, base)) {
    const known = Object.keys(bases).join(', ') || 'none';
    throw new CodedError('PARAMETER_INVALID', {
      field: 'base',
      reason: `"${base}" is not in package.bases; known: ${known}`,
    });
  }
  if (/^[a-z][a-z0-9+.-]*:/i.test(url)) {
    throw new CodedError('PARAMETER_INVALID', { field: 'url', reason: 'must be relative when set is given' });
  }
  return webAddress(`${bases[base]!.replace(/\/+$/, '')}/${url.replace(/^\/+/, '')}`);
}

function webAddress(url: string): string {
  if (!/^https?:\/\/[^\s]+$/i.test(url) || !URL.canParse(url)) {
    throw new CodedError('PARAMETER_INVALID', { field: 'url', reason: 'must be an http:// or https:// address' });
  }
  return url;
}
