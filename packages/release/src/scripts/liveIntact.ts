import type { App } from '../model/app.js';
import { hostPaths } from '../model/paths.js';
import { plainScript } from './hostScript.js';

const script = plainScript({
  file: 'liveIntact',
  lib: ['digests', 'verify'],
  args: ['state', 'program_link'],
});

/**
 * A script that tells which program is live on a host, and, when each of its entries still is by inode, size, change time and mode
 * what it was when it was sealed, the sum of the list it was sealed with and the number of its entries; fewer than were sealed
 * have gone since. It reads no file of it and changes nothing.
 */
export const liveIntactScript = (app: App, baseappDir: string): string =>
  script({ state: hostPaths(app, '', baseappDir).state, program_link: app.programLink });
