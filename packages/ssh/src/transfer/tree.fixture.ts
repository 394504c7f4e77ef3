import { lstatSync, mkdirSync, readdirSync, readFileSync, readlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Writes a file, its directories too, with a fixed time (seconds) of change. */
export const write = (path: string, content: string, mtime = 1_600_000_000): void => {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  utimesSync(path, mtime, mtime);
};

/** A tree as one value: files by content and mode, links by target, directories. */
export function tree(directory: string): Record<string, string> {
  const entries = readdirSync(directory, { recursive: true, encoding: 'utf8' }).sort();
  return Object.fromEntries(
    entries.map((name) => {
      const path = join(directory, name);
      const info = lstatSync(path);
      if (info.isSymbolicLink()) return [name, `-> ${readlinkSync(path)}`];
      const mode = (info.mode & 0o777).toString(8);
      return [
        name,
        info.isDirectory() ? `${mode} directory` : `${mode} ${info.mtimeMs / 1000} ${readFileSync(path, 'utf8')}`,
      ];
    }),
  );
}
