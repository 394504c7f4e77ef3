import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The folder of the project, seen from this source as well as from what it is compiled to. */
export const root = ['../..', '../../..']
  .map((up) => new URL(`${up}/`, import.meta.url).pathname)
  .find((dir) => existsSync(join(dir, 'package.json')))!;
