import type { MessageKey } from './en.js';
import { comparisonMessages } from './zh/compare.js';
import { fleetMessages } from './zh/fleet.js';
import { frameMessages } from './zh/frame.js';
import { hostMessages } from './zh/hosts.js';
import { systemMessages } from './zh/system.js';
import { releaseMessages } from './zh/releases.js';
import { newReleaseMessages } from './zh/newRelease.js';
import { settingsMessages } from './zh/settings.js';
import { wordMessages } from './zh/words.js';

/** The same in Chinese. */
export const zh: Record<MessageKey, string> = {
  ...frameMessages,
  ...fleetMessages,
  ...wordMessages,
  ...releaseMessages,
  ...newReleaseMessages,
  ...settingsMessages,
  ...systemMessages,
  ...hostMessages,
  ...comparisonMessages,
};
