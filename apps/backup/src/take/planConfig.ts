import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import {
  configSources,
  loadConfigSources,
  parseConfig,
  serverSecrets,
  withServersOf,
  type ConfigSources,
} from '#config';
import { CodedError } from '#contract';
import type { BackupManifest } from '../archive/manifest.js';

/** A file of the configuration as it is to be written. */
export interface PlannedFile {
  path: string;
  mode: number;
  body: Buffer;
}

/** The configuration a restore goes by, and what it writes of it. */
export interface PlannedConfig {
  sources: ConfigSources;
  files: PlannedFile[];
  /** Paths of what was left out of the backup and is not here. */
  lacking: string[];
}

/** A file of the configuration with its bytes, whether it was encrypted or not. */
export interface KeptFile {
  path: string;
  mode: number;
  body: Buffer;
}

/** Where a file lies below another directory: as before where it lay beside config.yml, by its name otherwise. */
function placeIn(dir: string, home: string, path: string, taken: Set<string>): string {
  const below = relative(home, path);
  let place = join(dir, below.startsWith('..') ? basename(path) : below);
  while (taken.has(place)) place += '_';
  taken.add(place);
  return place;
}

/** A config.yml that stays: only known keys of hosts are written where it names a file that is not there. */
function planExisting(kept: readonly KeptFile[]): PlannedConfig {
  const sources = loadConfigSources();
  const { ssh } = sources.config.environments[sources.config.environment]!;
  const known = ssh.knownHosts === null || existsSync(ssh.knownHosts) ? null : ssh.knownHosts;
  const found = known === null ? undefined : kept.find(({ path }) => basename(path) === basename(known));
  return { sources, files: found && known !== null ? [{ ...found, path: known }] : [], lacking: [] };
}

/** Where and how the configuration of a backup is written. */
export interface ConfigWish {
  /** Null: the config.yml that is here stays. */
  dir: string | null;
  replace: boolean;
  /** The servers and places of the config.yml in `dir` stay. */
  keepServers: boolean;
}

/** The config.yml in a directory whose servers are to stay. Throws BACKUP_CONFIG. */
function configHere(dir: string, environment: string, refused: (reason: string, advice: string) => CodedError) {
  const path = join(dir, 'config.yml');
  if (!existsSync(path))
    throw refused(`${path} is not there, whose servers are to be kept`, 'rexflow setup writes one.');
  const text = readFileSync(path, 'utf8');
  const { environment: own } = (parseConfig(text) ?? {}) as { environment?: unknown };
  if (own !== environment)
    throw refused(
      `${path} is of environment ${String(own)}, the backup of ${environment}: none of its servers are named there`,
      `Set up again with --environment ${environment}, or write that into ${path}.`,
    );
  return { path, text };
}

function planInto(
  dir: string,
  { config, environment }: BackupManifest,
  kept: readonly KeptFile[],
  { replace, keepServers }: ConfigWish,
): PlannedConfig {
  const refused = (reason: string, advice: string): CodedError => new CodedError('BACKUP_CONFIG', { reason, advice });
  const own = kept.find(({ path }) => path === config.path);
  if (!own)
    throw refused(
      `${config.path} was left out: it holds secrets, and no passphrase was given`,
      'Write one, name it by REXFLOW_CONFIG, and leave --config-dir out.',
    );
  const home = dirname(config.path);
  const taken = new Set<string>();
  const places = new Map(kept.map(({ path }) => [path, placeIn(dir, home, path, taken)]));
  const moved = [...places].filter(([from, to]) => from !== to).sort(([a], [b]) => b.length - a.length);
  const here = keepServers ? configHere(dir, environment, refused) : null;
  const before = moved.reduce((all, [from, to]) => all.replaceAll(from, to), own.body.toString());
  const text = here === null ? before : withServersOf(before, here, environment);
  const ofHere = here === null ? new Set<string>() : serverSecrets(here, environment);
  const brought = kept.filter(({ path }) => !ofHere.has(places.get(path)!));
  const files = brought.map((file) => ({
    ...file,
    path: places.get(file.path)!,
    ...(file === own ? { body: Buffer.from(text) } : {}),
  }));
  const others = files.filter(({ path, body }) => existsSync(path) && !readFileSync(path).equals(body));
  if (others.length > 0 && !replace)
    throw refused(
      `${others.map(({ path }) => path).join(', ')} is there and says something else`,
      `To keep it: REXFLOW_CONFIG=${join(dir, basename(config.path))} without --config-dir; to give it up: --replace.`,
    );
  const inside = new Map(files.map(({ path, body }) => [path, body.toString()]));
  const sources = configSources(
    text,
    join(dir, basename(config.path)),
    (path) => inside.get(path) ?? readFileSync(path, 'utf8'),
  );
  return { sources, files, lacking: config.leftOut.filter((path) => !existsSync(path)) };
}

/**
 * The configuration a restore goes by: that of the backup, to be written into `dir`, or without one the config.yml that is here. Throws
 * BACKUP_CONFIG, CONFIG_INVALID.
 */
export function planConfig(wish: ConfigWish, manifest: BackupManifest, kept: readonly KeptFile[]): PlannedConfig {
  const { dir } = wish;
  const planned = dir === null ? planExisting(kept) : planInto(resolve(dir), manifest, kept, wish);
  const { config } = planned.sources;
  const names = config.environments[config.environment]!.tables;
  const unlike =
    config.environment !== manifest.environment
      ? `environment is ${config.environment}, in the backup ${manifest.environment}`
      : JSON.stringify(names) !== JSON.stringify(manifest.database.names)
        ? `environments.${config.environment}.tables are not those of the backup: ${JSON.stringify(manifest.database.names)}`
        : null;
  if (unlike === null) return planned;
  throw new CodedError('BACKUP_CONFIG', { reason: unlike, advice: `Make ${planned.sources.path} say the same.` });
}
