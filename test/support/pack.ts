import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { writeZip } from '../../packages/bundle/src/zip.js';

/** Writes files from path to content below a directory, which is made; what is there already stays. */
export function plant(dir: string, files: Record<string, string>): string {
  mkdirSync(dir, { recursive: true });
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), content);
  }
  return dir;
}

/** A package of these files in the format its name says; a name without one is the file of that name alone. */
export async function pack(name: string, files: Record<string, string>): Promise<Buffer> {
  const dir = mkdtempSync(join(tmpdir(), 'rexflow-pack-'));
  try {
    const source = plant(join(dir, 'in'), files);
    const file = join(dir, 'out');
    const entries = Object.entries(files).map(([path, body]) => ({ name: path, body }));
    if (name.endsWith('.zip')) await writeZip(file, entries);
    else if (name.endsWith('.tar')) execFileSync('tar', ['-cf', file, '-C', source, '.']);
    else if (/\.(tar\.gz|tgz)$/.test(name)) execFileSync('tar', ['-czf', file, '-C', source, '.']);
    else writeFileSync(file, files[name]!);
    return readFileSync(file);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}
