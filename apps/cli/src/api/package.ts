import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, readdirSync, statSync, type Stats } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { sentence } from '../language/sentence.js';
import { usageError } from '../errors/cliError.js';

/** Bytes to upload. */
export interface PackedPackage {
  file: string;
  /** What it is to be called. */
  name: string;
  bytes: number;
  sha256: string;
}

async function sha256Of(file: string, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash, { signal });
  return hash.digest('hex');
}

function look(path: string): Stats {
  try {
    return statSync(path);
  } catch (thrown) {
    throw usageError(sentence('package.unreadable', { path, reason: (thrown as Error).message }));
  }
}

/** The entries of a directory as a tar.gz; what it holds is the top level of the package. */
async function packDirectory(directory: string, scratch: string, signal: AbortSignal): Promise<string> {
  // Loaded by those who need it: most calls pack nothing.
  const { create } = await import('tar');
  const entries = readdirSync(directory);
  if (entries.length === 0) throw usageError(sentence('package.empty', { path: directory }));
  const file = join(scratch, 'package.tar.gz');
  const names = entries.toSorted().map((name) => `./${name}`);
  // The same files give the same bytes, whoever packs them.
  const packed = create({ cwd: directory, gzip: { portable: true }, portable: true }, names);
  await pipeline(packed, createWriteStream(file, { mode: 0o600 }), { signal });
  return file;
}

/** The package at a path: a file as it is, a directory packed below `scratch`. Throws CliError when there is nothing to send. */
export async function packPackage(path: string, scratch: string, signal: AbortSignal): Promise<PackedPackage> {
  const found = look(path);
  const directory = found.isDirectory();
  if (!directory && !found.isFile()) throw usageError(sentence('package.neither', { path }));
  const name = basename(resolve(path));
  const file = directory ? await packDirectory(path, scratch, signal) : path;
  const { size } = statSync(file);
  return { file, name: directory ? `${name}.tar.gz` : name, bytes: size, sha256: await sha256Of(file, signal) };
}
