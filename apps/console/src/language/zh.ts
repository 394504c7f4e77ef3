import type { Sentence } from './en.js';
import { frame } from './zh/frame.js';
import { house } from './zh/system.js';
import { releases } from './zh/releases.js';
import { start } from './zh/newRelease.js';
import { words } from './zh/words.js';

/** The same in Chinese. */
export const zh: Record<Sentence, string> = { ...frame, ...words, ...releases, ...start, ...house };
