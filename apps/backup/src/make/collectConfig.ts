import { lstat, readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { diskErrors, unlessMissing } from '#bundle';
import type { ConfigSources } from '#config';
import type { ConfigFile } from '../archive/manifest.js';

/** A file of the configuration, with its bytes. */
export interface CollectedFile extends ConfigFile {
  body: Buffer;
}

/** The files of the configuration as they go into a backup, and the paths of those left out. */
export interface CollectedConfig {
  files: CollectedFile[];
  leftOut: string[];
}

/** The files that config.yml names and that are no secret: known keys of hosts, and the certificate that the gateway shows to all. */
const openFiles = ({ config: { environments, gateway } }: ConfigSources): string[] => [
  ...Object.values(environments).flatMap(({ ssh }) => (ssh.knownHosts === null ? [] : [ssh.knownHosts])),
  ...(gateway.tls.cert === null ? [] : [gateway.tls.cert]),
];

/**
 * config.yml, the secrets that it names, and what else it names. What is secret, config.yml too where it holds a secret itself, is left
 * out unless it will be encrypted. LOCAL_IO.
 */
export async function collectConfig(sources: ConfigSources, encrypting: boolean): Promise<CollectedConfig> {
  const secret = new Set([...sources.secretFiles, ...(sources.holdsSecrets ? [sources.path] : [])]);
  const paths = [...new Set([sources.path, ...sources.secretFiles, ...openFiles(sources)])];
  const collected: CollectedConfig = { files: [], leftOut: [] };
  for (const [index, path] of paths.entries()) {
    if (secret.has(path) && !encrypting) {
      collected.leftOut.push(path);
      continue;
    }
    const found = await diskErrors(`reading ${path}`, () =>
      unlessMissing(async () => ({ body: await readFile(path), mode: (await lstat(path)).mode & 0o777 })),
    );
    if (!found) continue;
    const entry = secret.has(path) ? null : `config/${index}-${basename(path)}`;
    collected.files.push({ path, entry, mode: found.mode, body: found.body });
  }
  return collected;
}
