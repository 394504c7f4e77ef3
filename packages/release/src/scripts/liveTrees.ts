import type { App } from '../model/app.js';
import { hostPaths, sharedPaths } from '../model/paths.js';
import { plainScript } from './hostScript.js';

const script = plainScript({
  file: 'liveTrees',
  lib: ['digests', 'verify', 'compareList', 'liveDrift'],
  args: ['state', 'shared_paths', 'program_link', 'config_link', 'known', 'reads_added', 'read_seconds'],
});

/**
 * A script that tells which release is live on a host, what of it is not what was released, and the digests of its files. The program
 * is passed over when it is `known`, a release directory whose manifest the store holds.
 */
export const liveTreesScript = (
  app: App,
  { baseappDir, known }: { baseappDir: string; known: string | null },
): string =>
  script({
    state: hostPaths(app, '', baseappDir).state,
    shared_paths: sharedPaths(app),
    program_link: app.programLink,
    config_link: app.layout === 'separate' ? app.configLink : '',
    known: known ?? '',
    reads_added: 'yes',
    read_seconds: '',
  });
