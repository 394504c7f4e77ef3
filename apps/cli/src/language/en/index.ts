import { accessMessages } from './access.js';
import { exitMessages } from './exits.js';
import { fleetFileMessages } from './fleet.js';
import { headMessages } from './heads.js';
import { requestMessages } from './requests.js';
import { watchMessages } from './watch.js';

/** All messages of the command line, in English. */
export const english = {
  ...accessMessages,
  ...exitMessages,
  ...fleetFileMessages,
  ...headMessages,
  ...requestMessages,
  ...watchMessages,
} as const;
