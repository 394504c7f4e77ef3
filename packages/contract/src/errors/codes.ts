import { away } from './away.js';
import { bundles } from './bundles.js';
import type { Entry } from './entry.js';
import { hosts } from './hosts.js';
import { requests } from './requests.js';

const entries = { ...requests, ...bundles, ...hosts, ...away };

export type Code = keyof typeof entries;

/** Every piece of bad news rexflow can bring, by code. */
export const catalogue: Readonly<Record<Code, Entry>> = entries;

export type { Details, Kind, TroubleClass } from './entry.js';
