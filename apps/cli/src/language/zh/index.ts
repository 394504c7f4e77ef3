import type { english } from '../en/index.js';
import { accessMessages } from './access.js';
import { compareMessages } from './compare.js';
import { watchMessages } from './watch.js';

/** The same in Chinese. */
export const chinese: Record<keyof typeof english, string> = {
  ...accessMessages,
  ...compareMessages,
  ...watchMessages,
};
