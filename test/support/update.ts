import { cpSync, mkdirSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Answer, Estate } from './estate.js';

/** The demo application, failing as app.properties says: `fail=exit`, `fail=500`, `fail=deaf` (to SIGTERM). */
function failing(program: string): string {
  return program
    .replace(
      'const config = ',
      "const fail = /^fail=(.*)$/m.exec(properties)?.[1];\nif (fail === 'exit') throw new Error('it does not like this configuration');\nconst config = ",
    )
    .replace('known ? 200 : 404', "fail === '500' ? 500 : known ? 200 : 404")
    .replace('() => process.exit(0));', "() => fail !== 'deaf' && process.exit(0));");
}

/** Takes away what operators put there; the directory itself and its mark stay, which a worker may be looking at. */
function empty(directory: string): void {
  mkdirSync(directory, { recursive: true });
  for (const name of readdirSync(directory).filter((one) => !one.startsWith('.')))
    rmSync(join(directory, name), { recursive: true, force: true });
}

/**
 * Fills the update directory of the group `server` with what is live, as `version`, and each app's configuration with
 * the lines given for it.
 */
export function fillUpdateDirectory(estate: Estate, version: string, lines: Record<string, string> = {}): void {
  for (const place of ['updatedir/softdir', 'updatedir/configuredir']) empty(join(estate.data, place));
  const program = join(estate.data, 'updatedir/softdir/server');
  cpSync(realpathSync(estate.hosts[0]!.app.programLink), program, { recursive: true, preserveTimestamps: true });
  writeFileSync(join(program, 'VERSION'), `${version}\n`);
  const main = readFileSync(join(program, 'app.mjs'), 'utf8');
  if (!main.includes('const fail')) writeFileSync(join(program, 'app.mjs'), failing(main));
  for (const { app } of estate.hosts) {
    const config = join(estate.data, 'updatedir/configuredir/server', app.name);
    cpSync(realpathSync(app.configLink), config, { recursive: true });
    writeFileSync(join(config, 'app.properties'), `name=${app.name}\n${lines[app.name] ?? ''}\n`);
  }
}

/** Releases a version to both hosts by the update directory. */
export async function ship(estate: Estate, version: string, lines: Record<string, string> = {}): Promise<Answer> {
  fillUpdateDirectory(estate, version, lines);
  return await estate.rex({ action: 'release', k: 'server' });
}
