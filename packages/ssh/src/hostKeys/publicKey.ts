import { createHash } from 'node:crypto';

/** The type of a public key as it goes over the wire, its first field: `ssh-ed25519`. */
function keyType(key: Buffer): string {
  return key.subarray(4, 4 + key.readUInt32BE(0)).toString('latin1');
}

/** A wire key as known_hosts spells it: `ssh-ed25519 AAAA...`. */
export function keyText(key: Buffer): string {
  return `${keyType(key)} ${key.toString('base64')}`;
}

/** The fingerprint of a key in the form `ssh-ed25519 AAAA...`, as OpenSSH prints it: `SHA256:...`. */
export function fingerprint(text: string): string {
  const wire = Buffer.from(text.split(' ')[1] ?? '', 'base64');
  return `SHA256:${createHash('sha256').update(wire).digest('base64').replace(/=+$/, '')}`;
}
