import { createSentences } from '#api/client';
import { callerLanguage } from '#config/caller';
import { setupChinese } from './chinese.js';
import { setupEnglish } from './english.js';

/** A message in the language of the terminal, with the values that its sentence names. */
export const setupText = createSentences(setupEnglish, setupChinese, callerLanguage);
