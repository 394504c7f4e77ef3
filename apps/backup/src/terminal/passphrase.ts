import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { passphraseOfEnvironment } from '#config';
import { CodedError, statement } from '#contract';
import { Secret } from '#shell';
import { spokenStatement } from '#config/terminal';

const leastLength = 8;

function usable(text: string, where: string): Secret {
  const passphrase = text.replace(/\r?\n$/, '');
  if (passphrase.length >= leastLength) return new Secret(passphrase);
  throw new CodedError('PASSPHRASE_UNUSABLE', { reason: `${where}: expected ${leastLength} characters or more` });
}

/** Asks at the terminal; what is typed is not shown. */
async function askedFor(): Promise<Secret> {
  process.stderr.write(spokenStatement(statement('backup.ask')));
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: silent, terminal: true });
  const line = await lines.question('').finally(() => lines.close());
  process.stderr.write('\n');
  return usable(line, 'stdin');
}

/** The passphrase that was given, by a file, the environment or, with `ask`, at the terminal; null for none. Throws PASSPHRASE_UNUSABLE. */
export async function givenPassphrase(file: string | undefined, ask: boolean): Promise<Secret | null> {
  if (file !== undefined) {
    let text: string;
    try {
      text = readFileSync(file, 'utf8');
    } catch (thrown) {
      throw new CodedError('PASSPHRASE_UNUSABLE', { reason: (thrown as Error).message }, { cause: thrown });
    }
    return usable(text, file);
  }
  const known = passphraseOfEnvironment();
  if (known !== null) return usable(known, 'REXFLOW_BACKUP_PASSPHRASE');
  return ask && process.stdin.isTTY ? await askedFor() : null;
}
