import { accessMessages } from './access.js';
import { compareMessages } from './compare.js';
import { watchMessages } from './watch.js';

/** All messages of the command line, in English. */
export const english = { ...accessMessages, ...compareMessages, ...watchMessages } as const;
