import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { CodedError } from '#contract';
import { Secret } from '#shell';
import { parseConfig } from './parse.js';
import { configPath } from './read.js';
import { requireOurs } from './requireOurs.js';
import { resolveConfig } from './resolve.js';
import type { Config } from '../schema/types.js';

/** A configuration with what it was read from, for who keeps or moves it. */
export interface ConfigSources {
  config: Config;
  /** Absolute. */
  path: string;
  text: string;
  /** Absolute paths of the files that `file:` names, and of the key of TLS. */
  secretFiles: string[];
  /** Names of the variables of the environment that it takes values from. */
  variables: string[];
  /** Something that is a secret stands in the file itself. */
  holdsSecrets: boolean;
}

const withoutPassword = (value: string): boolean =>
  URL.canParse(value) && new URL(value).host !== '' && new URL(value).password === '';

/** Every secret below a value. */
function* secretsIn(value: unknown): Generator<Secret> {
  if (value instanceof Secret) yield value;
  else if (typeof value === 'object' && value !== null)
    for (const inner of Object.values(value)) yield* secretsIn(inner);
}

/** A configuration of these bytes; `readText` reads the files it names. Throws CONFIG_INVALID. */
export function configSources(text: string, path: string, readText: (path: string) => string): ConfigSources {
  const read = new Map<string, string>();
  const config = resolveConfig({
    file: parseConfig(text),
    env: process.env,
    folder: dirname(path),
    readSecret: (file) => {
      const found = readText(file);
      read.set(file, found);
      return found;
    },
  });
  const elsewhere = new Set([...read.values()].map((value) => value.replace(/\r?\n$/, '')));
  const { proxy } = config.package;
  const secrets = [...secretsIn(config)].filter((one) => one !== proxy || one.reveal() !== 'none');
  const holdsSecrets = secrets
    .map((one) => one.reveal())
    .some((value) => value !== '' && !elsewhere.has(value) && !withoutPassword(value) && text.includes(value));
  // What is commented out asks for nothing.
  const lines = text.split('\n').filter((line) => !/^\s*#/.test(line));
  const named = [...lines.join('\n').matchAll(/(?<!\$)\$\{([A-Za-z_]\w*)\}/g)].map(([, name]) => name!);
  const { key } = config.gateway.tls;
  const secretFiles = [...read.keys(), ...(key === null ? [] : [key])];
  return { config, path, text, secretFiles, variables: [...new Set(named)].sort(), holdsSecrets };
}

/** The configuration of this process with what it was read from. Throws CONFIG_INVALID, CONFIG_OF_ORIGINAL. */
export function loadConfigSources(path = configPath()): ConfigSources {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new CodedError('CONFIG_INVALID', { problems: `${path}: expected a readable file, found ${reason}` });
  }
  requireOurs(text, resolve(path));
  return configSources(text, resolve(path), (file) => readFileSync(file, 'utf8'));
}

/** The passphrase for backups that the environment holds; null where it holds none. */
export const passphraseOfEnvironment = (): string | null => process.env.REXFLOW_BACKUP_PASSPHRASE || null;
