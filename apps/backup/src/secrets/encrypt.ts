import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto';
import { CodedError } from '#contract';
import type { Secret } from '#shell';

/*
 * Secrets of a backup: one line of JSON that says how the key is made (scrypt) and how the bytes are encrypted (AES-256-GCM, which also
 * proves that line), a line's end, the encrypted bytes, the 16 bytes of their tag. The manual, Backup, shows how to open it without rexflow.
 */
const cost = { N: 2 ** 17, r: 8, p: 1 };
/** What is read may ask for so much at most: what it takes is the reader's memory. */
const mostCost = 2 ** 20;
const cipher = 'aes-256-gcm';
const tagBytes = 16;

interface Header {
  version: 1;
  kdf: 'scrypt';
  N: number;
  r: number;
  p: number;
  salt: string;
  cipher: typeof cipher;
  iv: string;
}

const keyOf = (passphrase: Secret, { N, r, p, salt }: Header): Buffer =>
  scryptSync(passphrase.reveal(), Buffer.from(salt, 'base64'), 32, { N, r, p, maxmem: 256 * N * r });

/** Bytes that only the passphrase opens. */
export function encrypted(bytes: Buffer, passphrase: Secret): Buffer {
  const header: Header = {
    ...{ version: 1, kdf: 'scrypt', ...cost, salt: randomBytes(16).toString('base64') },
    ...{ cipher, iv: randomBytes(12).toString('base64') },
  };
  const line = Buffer.from(`${JSON.stringify(header)}\n`);
  const making = createCipheriv(cipher, keyOf(passphrase, header), Buffer.from(header.iv, 'base64'));
  making.setAAD(line);
  return Buffer.concat([line, making.update(bytes), making.final(), making.getAuthTag()]);
}

function headerOf(line: Buffer): Header | null {
  try {
    const found = JSON.parse(line.toString()) as Header;
    const known = found.version === 1 && found.kdf === 'scrypt' && found.cipher === cipher;
    const fits = [found.N, found.r, found.p].every((one) => Number.isInteger(one) && one > 0);
    return known && fits && found.N * found.r * found.p <= mostCost * 8 ? found : null;
  } catch {
    return null;
  }
}

/** What was encrypted. Throws PASSPHRASE_WRONG, BACKUP_DAMAGED. */
export function decrypted(bytes: Buffer, passphrase: Secret, file: string): Buffer {
  const line = bytes.subarray(0, bytes.indexOf('\n') + 1);
  const header = headerOf(line);
  if (header === null || bytes.length < line.length + tagBytes)
    throw new CodedError('BACKUP_DAMAGED', {
      file,
      reason: 'its secrets are encrypted in a way that is not known here',
    });
  try {
    const opening = createDecipheriv(cipher, keyOf(passphrase, header), Buffer.from(header.iv, 'base64'));
    opening.setAAD(line);
    opening.setAuthTag(bytes.subarray(-tagBytes));
    return Buffer.concat([opening.update(bytes.subarray(line.length, -tagBytes)), opening.final()]);
  } catch (thrown) {
    throw new CodedError('PASSPHRASE_WRONG', { file }, { cause: thrown });
  }
}
