import { lstat, opendir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Provenance } from '#contract';

/** Names looked at in one directory. */
const mostNames = 1000;
/** Jars that hold something beside the program, or the program once more. */
const beside = /-(?:sources|javadoc|tests)$/;
const packed = /-(?:SNAPSHOT|exec|all|fat|boot|shaded|plain|jar-with-dependencies)$/;

/** Name and version of a jar, as Maven and Gradle name them; null for any other name. */
export function readJarName(file: string): { name: string; version: string } | null {
  if (!file.endsWith('.jar')) return null;
  let base = file.slice(0, -'.jar'.length);
  if (beside.test(base)) return null;
  while (packed.test(base)) base = base.replace(packed, '');
  const [, name, version] = /^(.+?)-(\d[\w.+-]*)$/.exec(base) ?? [];
  return name === undefined ? null : { name, version: version! };
}

async function jarsIn(directory: string): Promise<{ name: string; version: string }[]> {
  const found: { name: string; version: string }[] = [];
  let seen = 0;
  for await (const entry of await opendir(directory)) {
    seen += 1;
    if (seen > mostNames) break;
    const jar = entry.isFile() ? readJarName(entry.name) : null;
    if (jar) found.push(jar);
  }
  return found;
}

/**
 * The version in the name of the program's jar: the one named as its group, at the top or in `lib`, or else the only one at the
 * top. Libraries have versions, too.
 */
export async function readJars(directory: string, group: string): Promise<Provenance> {
  const top = await jarsIn(directory);
  const own = top.find(({ name }) => name === group) ?? (top.length === 1 ? top[0] : undefined);
  if (own) return { version: own.version };
  const lib = join(directory, 'lib');
  if ((await lstat(lib)).isSymbolicLink()) return {};
  const below = await jarsIn(lib);
  const named = below.find(({ name }) => name === group);
  return named ? { version: named.version } : {};
}
