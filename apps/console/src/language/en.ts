import { frame } from './en/frame.js';
import { house } from './en/system.js';
import { releases } from './en/releases.js';
import { start } from './en/newRelease.js';
import { words } from './en/words.js';

/** Everything the page says, in English. */
export const en = { ...frame, ...words, ...releases, ...start, ...house };

export type Sentence = keyof typeof en;
