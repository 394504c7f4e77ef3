import type { english } from '../en/index.js';
import { accessMessages } from './access.js';
import { exitMessages } from './exits.js';
import { fleetFileMessages } from './fleet.js';
import { headMessages } from './heads.js';
import { requestMessages } from './requests.js';
import { watchMessages } from './watch.js';

/** The same in Chinese. */
export const chinese: Record<keyof typeof english, string> = {
  ...accessMessages,
  ...exitMessages,
  ...fleetFileMessages,
  ...headMessages,
  ...requestMessages,
  ...watchMessages,
};
