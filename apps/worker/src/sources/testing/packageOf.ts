import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { layFiles, type Bench, type Files } from './battery.js';

/** A package of these files; gives its path. */
export function packageOf(bench: Bench, files: Files): string {
  const dir = layFiles(bench, 'built', files);
  const file = join(bench.dir, 'app.tar.gz');
  const { status, stderr } = spawnSync('tar', ['-czf', file, '-C', dir, '.'], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return file;
}
