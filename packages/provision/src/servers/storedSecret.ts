import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';

/** The random secret in a file that only its owner reads; drawn when there is none yet. */
export function storedSecret(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    const secret = randomBytes(18).toString('hex');
    writeFileSync(path, `${secret}\n`, { mode: 0o600 });
    return secret;
  }
}
