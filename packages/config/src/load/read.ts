import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { CodedError } from '#contract';
import { parseConfig } from './parse.js';
import { requireOurs } from './requireOurs.js';
import { resolveConfig } from './resolve.js';
import type { Config } from '../schema/types.js';

/** Absolute path of the configuration: REXFLOW_CONFIG, or config.yml where the program was started. */
export function configPath(): string {
  return resolve(process.env.REXFLOW_CONFIG || 'config.yml');
}

/** The raw document of a configuration file. Throws CONFIG_INVALID when it cannot be read or is no YAML, CONFIG_OF_ORIGINAL. */
export function readConfigFile(path = configPath()): unknown {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new CodedError('CONFIG_INVALID', { problems: `${path}: expected a readable file, found ${reason}` });
  }
  requireOurs(text, path);
  return parseConfig(text);
}

/** How much of a configuration a program takes. */
export interface Extent {
  /** False for one that reaches no host: it opens no key, no password of a login and none of `secrets`, and needs no right to. */
  logins?: boolean;
}

/** The configuration of this process, checked and frozen. Throws CONFIG_INVALID with all problems at once, CONFIG_OF_ORIGINAL. */
export function loadConfig(path = configPath(), { logins = true }: Extent = {}): Config {
  return resolveConfig({
    file: readConfigFile(path),
    env: process.env,
    folder: dirname(path),
    readSecret: (secret) => readFileSync(secret, 'utf8'),
    logins,
  });
}
