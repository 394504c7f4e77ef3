import { createHash } from 'node:crypto';

/** A file name takes 255 bytes on every file system we meet. */
const longest = 200;

/** One file name for any name of a request, group or app: it can neither leave its directory nor be hidden in it. */
export function bundleDirectory(name: string): string {
  const encoded = encodeURIComponent(name).replace(/^\./, '%2E') || '%00';
  return encoded.length <= longest ? encoded : createHash('sha256').update(name).digest('hex');
}

/** The name that `bundleName` made `encoded` of (of a long one only its sum is left); null for a name it never makes. */
export function bundleId(encoded: string): string | null {
  try {
    const name = decodeURIComponent(encoded);
    return bundleDirectory(name) === encoded ? name : null;
  } catch {
    return null;
  }
}
