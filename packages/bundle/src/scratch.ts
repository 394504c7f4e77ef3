import { execFileSync } from 'node:child_process';
import { readdirSync, readlinkSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Code } from '#contract';

/** A directory of this test alone, gone when it ends. */
export async function scratch(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'rexflow-bundle-'));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  return dir;
}

/** Fills `dir` from path to text; `-> target` makes a link, a path that ends in a slash a directory, `*` an executable. */
export async function plantTree(dir: string, tree: Record<string, string>): Promise<string> {
  for (const [path, text] of Object.entries(tree)) {
    const full = join(dir, path.replace(/\*$/, ''));
    await mkdir(path.endsWith('/') ? full : dirname(full), { recursive: true });
    if (path.endsWith('/')) continue;
    if (text.startsWith('-> ')) await symlink(text.slice(3), full);
    else await writeFile(full, text);
    if (path.endsWith('*')) await chmod(full, 0o755);
  }
  return dir;
}

/** A tree as the system's own find lists it: type, mode, size of files, path and link target, sorted. */
export function listing(dir: string): string[] {
  const format = ['(', '-type', 'f', '-printf', '%y %m %s %p\n', ')', '-o', '-printf', '%y %m %p %l\n'];
  return execFileSync('find', ['.', '-mindepth', '1', ...format], { cwd: dir, encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((row) => row.trim())
    .filter((row) => row !== '')
    .sort();
}

/** The paths of the files this process has open. */
export const openFiles = (): string[] =>
  readdirSync('/proc/self/fd').flatMap((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`);
    } catch {
      // It was closed meanwhile.
      return [];
    }
  });

/** A match for an error of this code with, at least, these details. */
export function trouble(code: Code, details: Record<string, unknown> = {}): object {
  return { code, details };
}
