import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { statement } from '#contract';
import { temporaryName } from '#shell';
import { refusedImport } from '../original/refuse.js';

/** One file to be written. */
export interface WrittenFile {
  /** Below the directory. */
  path: string;
  text: string;
  /** Its owner alone may read it. */
  secret: boolean;
}

function writeWhole(path: string, { text, secret }: WrittenFile): void {
  const file = openSync(path, 'wx', secret ? 0o600 : 0o644);
  try {
    writeFileSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/**
 * Writes all of these files below a directory, or none: each is whole under another name before the first gets its own, and the last of them
 * names the others. Throws IMPORT_REFUSED, also where one is there already and `force` is not given.
 */
export function writeFiles(dir: string, files: readonly WrittenFile[], force: boolean): void {
  const taken = files.map(({ path }) => path).filter((path) => existsSync(join(dir, path)));
  if (taken.length > 0 && !force)
    throw refusedImport(statement('moving.exists', { files: taken.map((path) => join(dir, path)) }));
  const parts: string[] = [];
  const befores: string[] = [];
  const undo: (() => void)[] = [];
  let at = dir;
  try {
    for (const file of files) {
      at = join(dir, file.path);
      const made = mkdirSync(dirname(at), { recursive: true, mode: file.secret ? 0o700 : 0o755 });
      if (made !== undefined) undo.push(() => rmSync(made, { recursive: true, force: true }));
      const part = temporaryName(at);
      parts.push(part);
      writeWhole(part, file);
    }
    files.forEach(({ path }, index) => {
      const target = join(dir, path);
      at = target;
      const before = `${parts[index]}.before`;
      if (existsSync(target)) {
        linkSync(target, before);
        befores.push(before);
        undo.push(() => renameSync(before, target));
      } else undo.push(() => rmSync(target, { force: true }));
      renameSync(parts[index]!, target);
    });
  } catch (thrown) {
    for (const one of undo.reverse()) one();
    const reason = (thrown as NodeJS.ErrnoException).code ?? String(thrown);
    throw refusedImport(statement('moving.unwritable', { file: at, reason }), thrown);
  } finally {
    for (const path of [...parts, ...befores]) rmSync(path, { force: true });
  }
}
