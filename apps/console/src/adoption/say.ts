import { fill, type Values } from '#api/client';
import { language } from '../language/index.js';
import { adoptionWords } from './adoptionWords.js';

type Key = keyof (typeof adoptionWords)['en'];

/** A message of the dialog in the language of the page. */
export const say = (key: Key, values?: Values): string => fill(adoptionWords[language.value][key], values);
