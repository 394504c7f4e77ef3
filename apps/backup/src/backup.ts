import { statSync } from 'node:fs';
import { loadConfigSources } from '#config';
import { CodedError, statement } from '#contract';
import { readBackup, collected } from './archive/readBackup.js';
import { entryNames } from './archive/manifest.js';
import { makeBackup } from './make/makeBackup.js';
import { contentsOf } from './report.js';
import { decrypted } from './secrets/encrypt.js';
import { parseBackup } from './terminal/options.js';
import { givenPassphrase } from './terminal/passphrase.js';
import { endingWell, speaker } from '#config/terminal';

/* The program `rexflow backup`: how is it asked from a terminal? */
const { file, options } = parseBackup(process.argv.slice(2));
const json = options.json === true;
const say = speaker(json || file === '-' ? process.stderr : process.stdout);

/** Reads a backup from its first byte to its last; with a passphrase also whether that opens its secrets. */
async function check(): Promise<void> {
  const passphrase = await givenPassphrase(options.passphraseFile, options.askPassphrase === true);
  const whole = await readBackup(file, async ({ name }, body) => {
    if (name === entryNames.secrets && passphrase) decrypted(await collected(body), passphrase, file);
  });
  const { manifest, summary, entries } = whole;
  const bytes = statSync(file).size;
  if (json) process.stdout.write(`${JSON.stringify({ file, bytes, entries, manifest, summary }, null, 2)}\n`);
  else {
    for (const line of contentsOf(file, bytes, manifest, summary)) say(line);
    say(statement('backup.whole', { file, entries }));
  }
}

async function make(): Promise<void> {
  const passphrase = await givenPassphrase(options.passphraseFile, options.askPassphrase === true);
  const asked = { file, passphrase, store: options.store, keep: options.keep ?? null };
  const made = await makeBackup(loadConfigSources(), asked);
  if (json && file !== '-') process.stdout.write(`${JSON.stringify(made, null, 2)}\n`);
  else for (const line of contentsOf(made.file, made.bytes, made.manifest, made.summary)) say(line);
  if (made.removed.length > 0) say(statement('backup.removed', { n: options.keep!, files: made.removed }));
}

await endingWell(json && file !== '-', async () => {
  if (options.check && file === '-') throw new CodedError('BACKUP_DAMAGED', { file, reason: 'stdin is not read' });
  await (options.check ? check() : make());
});
