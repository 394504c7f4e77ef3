import { measureBytes } from './bytes.js';
import { measureFair } from './fair.js';
import { measureFleet } from './fleet.js';
import { measureFirstByte } from './firstByte.js';
import { measureGrowth } from './growth.js';
import { measureHttp } from './http.js';
import { measureLooks } from './looks.js';
import { measureMemory } from './memory.js';
import type { PartName } from './names.js';
import { measureNothing } from './nothing.js';
import type { Part } from './part.js';
import { showProfile } from './profile.js';
import { measureRelease } from './release.js';
import { measureRows } from './rows.js';
import { measureSwitch } from './switch.js';
import { measureUrl } from './url.js';
import { measureWatchers } from './watchers.js';

export const parts: Record<PartName, Part> = {
  release: measureRelease,
  url: measureUrl,
  switch: measureSwitch,
  bytes: measureBytes,
  'first-byte': measureFirstByte,
  nothing: measureNothing,
  fair: measureFair,
  fleet: measureFleet,
  looks: measureLooks,
  http: measureHttp,
  watchers: measureWatchers,
  memory: measureMemory,
  rows: measureRows,
  growth: measureGrowth,
  profile: showProfile,
};
