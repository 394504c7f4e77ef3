import type { App } from '../model/app.js';
import { plainScript } from './hostScript.js';

const script = plainScript({
  file: 'liveTrees',
  lib: ['digests'],
  args: ['program_link', 'config_link', 'want_program', 'known'],
});

/**
 * A script that tells which release is live on a host and lists the digests of its files. The program is passed over
 * when it is `known`, a release directory whose manifest the store holds, or not wanted.
 */
export const liveTreesScript = (app: App, wanted: { program: boolean; known: string | null }): string =>
  script({
    program_link: app.programLink,
    config_link: app.layout === 'separate' ? app.configLink : '',
    want_program: wanted.program ? 'yes' : 'no',
    known: wanted.known ?? '',
  });
