import { join } from 'node:path';
import type { Provenance, VersionSource } from '#contract';
import { textBelow } from '../plan/textBelow.js';
import { readJars } from './jar.js';
import { readPackageJson } from './json.js';
import { readManifest } from './manifest.js';

/** A program as it lies on this machine, and the group it is of. */
export interface AssembledProgram {
  directory: string;
  group: string;
}

type Finder = (program: AssembledProgram) => Promise<Provenance>;

/** What a file of this path tells. A text that is large, or reached over a link, tells nothing: see textBelow. */
const inFile =
  (path: string, read: (text: string) => Provenance): Finder =>
  async ({ directory }) => {
    const text = await textBelow(directory, path);
    return text === null || text.trim() === '' ? {} : read(text);
  };

const readFirstLine = (text: string): Provenance => ({ version: text.trim().split(/\r?\n/)[0]!.trim() });

/** How a version is found in a program, by where it stands. */
export const fileFinders = {
  'package.json': inFile('package.json', readPackageJson),
  'composer.json': inFile('composer.json', readPackageJson),
  'META-INF/MANIFEST.MF': inFile(join('META-INF', 'MANIFEST.MF'), readManifest),
  VERSION: inFile('VERSION', readFirstLine),
  jar: ({ directory, group }) => readJars(directory, group),
} satisfies Record<Exclude<VersionSource, 'environment'>, Finder>;
