import type { App } from '../model/app.js';
import { hostPaths, sharedPaths, sharedRoot } from '../model/paths.js';
import { plainScript } from './hostScript.js';

const script = plainScript({
  file: 'liveTrees',
  lib: ['digests', 'verify', 'compareList', 'liveDrift', 'movable'],
  args: [
    'state',
    'shared_root',
    'shared_paths',
    'adopt_paths',
    'program_link',
    'config_link',
    'known',
    'reads_added',
    'read_seconds',
    'measures',
  ],
});

/**
 * A script that tells which release is live on a host, what of it is not what was released, and the digests of its files. The program
 * is passed over when it is `known`, a release directory whose manifest the store holds. What of it would move out of it is measured where
 * somebody wants to read that.
 */
export const liveTreesScript = (
  app: App,
  { baseappDir, known, measures }: { baseappDir: string; known: string | null; measures: boolean },
): string =>
  script({
    state: hostPaths(app, '', baseappDir).state,
    shared_root: sharedRoot(app),
    shared_paths: sharedPaths(app),
    adopt_paths: '',
    program_link: app.programLink,
    config_link: app.layout === 'separate' ? app.configLink : '',
    known: known ?? '',
    reads_added: 'yes',
    read_seconds: '',
    measures: measures ? 'yes' : 'no',
  });
