import type { english } from '../en/index.js';
import { accessMessages } from './access.js';
import { actionMessages } from './actions.js';
import { boardMessages } from './board.js';
import { catalogueMessages } from './catalogue.js';
import { parserMessages } from './commander.js';
import { compareMessages } from './compare.js';
import { exitMessages } from './exits.js';
import { fleetFileMessages } from './fleet.js';
import { headMessages } from './heads.js';
import { hostEntryMessages } from './hosts.js';
import { inventoryMessages } from './inventory.js';
import { optionMessages } from './options.js';
import { outcomeMessages } from './outcome.js';
import { planMessages } from './plan.js';
import { programMessages } from './program.js';
import { releaseRequestMessages } from './release.js';
import { requestMessages } from './requests.js';
import { watchMessages } from './watch.js';

/** The same in Chinese. */
export const chinese: Record<keyof typeof english, string> = {
  ...accessMessages,
  ...actionMessages,
  ...boardMessages,
  ...catalogueMessages,
  ...parserMessages,
  ...compareMessages,
  ...exitMessages,
  ...fleetFileMessages,
  ...headMessages,
  ...hostEntryMessages,
  ...inventoryMessages,
  ...optionMessages,
  ...outcomeMessages,
  ...planMessages,
  ...programMessages,
  ...releaseRequestMessages,
  ...requestMessages,
  ...watchMessages,
};
