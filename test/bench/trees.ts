import { cpSync, mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fillBulk, noise, type Bulk, type DemoApp } from '#provision';

/** The program and configuration. */
export const usualBulk: Bulk = { files: 1500, bytes: 36_000_000 };
export const config = Object.fromEntries(
  Array.from({ length: 200 }, (_, index) => [`setting.${String(index).padStart(3, '0')}`, 'x'.repeat(110)]),
);

/** The update directory of an estate, from which both sides release. */
export interface Trees {
  program: string;
  config(app: DemoApp): string;
  /** Changes one file of the program, or all of its bulk, and gives the path and the content of one that changed. */
  change(what: 'one' | 'all'): { path: string; content: Buffer };
}

/** Lays the live program and configurations of a group into the update directory. */
export function layTrees(data: string, group: string, apps: readonly DemoApp[], bulk: Bulk): Trees {
  const program = join(data, 'updatedir/softdir', group);
  const configOf = (app: DemoApp): string => join(data, 'updatedir/configuredir', group, app.name);
  const lay = (from: string, into: string): void => {
    mkdirSync(dirname(into), { recursive: true });
    cpSync(`${from}/`, into, { recursive: true, preserveTimestamps: true });
  };
  lay(apps[0]!.programLink, program);
  for (const app of apps) lay(app.configLink, configOf(app));
  const entries = readdirSync(join(program, 'lib'), { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(program, join(entry.parentPath, entry.name)));
  const one = files[Math.floor(files.length / 2)]!;
  // rsync compares times in whole seconds, and rounds follow each other faster than that.
  let time = Math.floor(Date.now() / 1000);
  const touch = (file: string): void => utimesSync(file, time, time);
  let changes = 0;
  return {
    program,
    config: configOf,
    change: (what) => {
      const seed = `change ${++changes}`;
      time += 2;
      const content = noise(seed, bulk.bytes / bulk.files);
      if (what === 'all') {
        fillBulk(program, bulk, seed);
        for (const file of files) touch(join(program, file));
      }
      writeFileSync(join(program, one), content);
      touch(join(program, one));
      return { path: one, content };
    },
  };
}
