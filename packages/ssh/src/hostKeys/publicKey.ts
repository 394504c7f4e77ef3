import { createHash } from 'node:crypto';

/** The fields of a public key of each type that OpenSSH knows, its type among them. */
const fieldsOfType: ReadonlyMap<string, number> = new Map([
  ['ssh-ed25519', 2],
  ['ecdsa-sha2-nistp256', 3],
  ['ecdsa-sha2-nistp384', 3],
  ['ecdsa-sha2-nistp521', 3],
  ['ssh-rsa', 3],
  ['ssh-dss', 5],
  ['sk-ssh-ed25519@openssh.com', 3],
  ['sk-ecdsa-sha2-nistp256@openssh.com', 4],
]);

/** The type of a public key as it goes over the wire, its first field: `ssh-ed25519`. */
function keyType(key: Buffer): string {
  return key.subarray(4, 4 + key.readUInt32BE(0)).toString('latin1');
}

/** A wire key as known_hosts spells it: `ssh-ed25519 AAAA...`. */
export function keyText(key: Buffer): string {
  return `${keyType(key)} ${key.toString('base64')}`;
}

/** The key that two words of a file are, in the form of `keyText`; null where OpenSSH sees no key in them. */
export function keyOfWords(type: string, base64: string): string | null {
  // It passes over the carriage return of a file that was edited elsewhere.
  const text = base64.replaceAll(/[\r\v\f]/g, '');
  const key = Buffer.from(text, 'base64');
  if (key.toString('base64') !== text) return null;
  const fields = countFields(key);
  if (fields === 0) return null;
  return keyType(key) === type && fieldsOfType.get(type) === fields ? keyText(key) : null;
}

/** The fields of a wire key, each with its length in front; 0 where it ends in the middle of one. */
function countFields(key: Buffer): number {
  let fields = 0;
  for (let at = 0; at < key.length; fields++) {
    if (at + 4 > key.length) return 0;
    at += 4 + key.readUInt32BE(at);
    if (at > key.length) return 0;
  }
  return fields;
}

/** The fingerprint of a key in the form `ssh-ed25519 AAAA...`, as OpenSSH prints it: `SHA256:...`. */
export function fingerprint(text: string): string {
  const wire = Buffer.from(text.split(' ')[1] ?? '', 'base64');
  return `SHA256:${createHash('sha256').update(wire).digest('base64').replace(/=+$/, '')}`;
}
