import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { ExposedFile, Seclusion } from '#contract';
import { ownRoot } from './build.js';
import { expand, fieldOf } from './load/expand.js';
import { valueAt } from './load/path.js';
import { configPath, readConfigFile } from './load/read.js';
import type { Field } from './schema/fields.js';
import { schema } from './schema/schema.js';

/** So many open files are named. */
const mostNamed = 20;
/** Where container engines put secrets: nobody else is in there. */
const ofContainer = '/run/secrets/';
const elsewhere = /^(file:|\$\{\w+\}$)/;

/** Whether a document has a secret in plain words. */
function holdsSecret(field: Field | undefined, value: unknown): boolean {
  if (Array.isArray(value))
    return value.some((item) => holdsSecret(field?.type === 'array' ? field.items : undefined, item));
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).some(([key, item]) => holdsSecret(fieldOf(field, key), item));
  if (field === undefined || !('secret' in field) || typeof value !== 'string' || elsewhere.test(value)) return false;
  return field.secret === 'login' ? value.includes('@') : value !== '';
}

/** The files that `file:` names and the key of TLS, absolute; none is read. */
function secretFiles(document: unknown, path: string, env: NodeJS.ProcessEnv): string[] {
  const found = new Set<string>();
  const note = (file: string): string => (found.add(file), 'x');
  const around = { env, folder: dirname(path), readSecret: () => 'x', report: () => undefined };
  const folder = expand(schema.properties.folder, valueAt(document, ['folder']), [], around);
  const base = typeof folder === 'string' ? resolve(dirname(path), folder) : dirname(path);
  expand(schema, document ?? {}, [], { ...around, folder: base, readSecret: note });
  // A path of its own, so that the gateway can read it again.
  const key = expand(undefined, valueAt(document, ['gateway', 'tls', 'key']), [], around);
  if (typeof key === 'string' && key !== '') found.add(resolve(base, key));
  return [...found].filter((file) => !file.startsWith(ofContainer));
}

/** Whether everybody may enter each directory above a path. */
function reachable(path: string): boolean {
  const above = dirname(path);
  return above === path || ((statSync(above).mode & 0o001) !== 0 && reachable(above));
}

/** What everybody may do with a file; nothing where it cannot be looked at. */
function exposure(path: string, secret: boolean): ExposedFile[] {
  try {
    const { mode } = statSync(path);
    if ((mode & 0o006) === 0 || !reachable(path)) return [];
    if ((mode & 0o002) !== 0) return [{ path, to: 'written' }];
    return secret ? [{ path, to: 'read' }] : [];
  } catch {
    return [];
  }
}

/** Whether a user is a person, who may have installed the program for himself; Debian and others number them so. */
const isPerson = (uid: number): boolean => uid >= 1000 && uid < 60_000;

/** What an installed program may do beyond its task. A checkout is its user's own. */
function beyond(root: string, uid: number): Seclusion['beyond'] {
  if (existsSync(join(root, 'apps/local/bootstrap.mjs')) || isPerson(uid)) return null;
  if (uid === 0) return 'root';
  try {
    accessSync(join(root, 'package.json'), constants.W_OK);
    return 'program';
  } catch {
    return null;
  }
}

/** The raw document; null when it cannot be read any more. */
function readable(path: string): unknown {
  try {
    return readConfigFile(path);
  } catch {
    return null;
  }
}

/**
 * Looks how far this program, installed in `root`, is kept apart: its configuration and the secrets named there, by their modes
 * and those of the directories above, and its own rights. A configuration that cannot be read has nothing to tell.
 */
export function examineSeclusion(
  path = configPath(),
  env = process.env,
  root = ownRoot,
  uid = process.getuid?.() ?? 0,
): Seclusion {
  const document = readable(path);
  const files = secretFiles(document, path, env);
  const inline = holdsSecret(schema, document);
  const exposed = [...exposure(path, inline), ...files.flatMap((file) => exposure(file, true))];
  return {
    // A worker says it every few seconds.
    exposed: exposed.slice(0, mostNamed),
    secrets: files.length + (inline ? 1 : 0),
    beyond: beyond(root, uid),
  };
}
