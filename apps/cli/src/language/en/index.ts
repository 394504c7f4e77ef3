import { accessMessages } from './access.js';
import { watchMessages } from './watch.js';

/** All messages of the command line, in English. */
export const english = { ...accessMessages, ...watchMessages } as const;
