import { comparisonMessages } from './en/compare.js';
import { fleetMessages } from './en/fleet.js';
import { frameMessages } from './en/frame.js';
import { hostMessages } from './en/hosts.js';
import { systemMessages } from './en/system.js';
import { releaseMessages } from './en/releases.js';
import { newReleaseMessages } from './en/newRelease.js';
import { settingsMessages } from './en/settings.js';
import { wordMessages } from './en/words.js';

/** All messages of the console, in English. */
export const en = {
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

export type MessageKey = keyof typeof en;
