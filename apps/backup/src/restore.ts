import { resolve } from 'node:path';
import { statement } from '#contract';
import { decode } from '#rex';
import { restoreBackup, UnfinishedRestore } from './take/restoreBackup.js';
import { parseRestore } from './terminal/options.js';
import { givenPassphrase } from './terminal/passphrase.js';
import { endingWell, speaker, spokenStatement } from '#config/terminal';

/* The program `rexflow restore`: how is it asked from a terminal? */
const { file: named, options } = parseRestore(process.argv.slice(2));
const file = resolve(named);
const json = options.json === true;
const say = speaker(json ? process.stderr : process.stdout);

await endingWell(json, async () => {
  try {
    const restored = await restoreBackup({
      ...{ file, decode },
      config: {
        dir: options.configDir ?? null,
        replace: options.replace === true,
        keepServers: options.keepServers === true,
      },
      passphrase: () => givenPassphrase(options.passphraseFile, true),
    });
    const { manifest, installation, written, lacking, interrupted, configPath } = restored;
    if (json) process.stdout.write(`${JSON.stringify(restored, null, 2)}\n`);
    const who = installation ? `${installation.name} (${installation.id})` : manifest.environment;
    say(statement('restore.done', { file, at: manifest.at, who }));
    if (written.length > 0) say(statement('restore.configWritten', { files: written }));
    if (!written.includes(configPath)) say(statement('restore.configKept', { path: configPath }));
    if (lacking.length > 0) say(statement('restore.configLacking', { files: lacking }));
    if (interrupted.length > 0)
      say(statement('restore.interrupted', { n: interrupted.length, ids: interrupted.slice(0, 20) }));
    say(statement('restore.newer'));
    say(statement('restore.next'));
  } catch (thrown) {
    if (!(thrown instanceof UnfinishedRestore)) throw thrown;
    process.stderr.write(`rexflow: ${spokenStatement(statement('restore.failed', { file }))}\n`);
    throw thrown.cause;
  }
});
