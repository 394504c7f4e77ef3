import type { Storage } from './contract.js';
import { directoryStorage } from './directory.js';

export type { Storage, Stored } from './contract.js';

/** Every medium that things can be kept on, by its kind. */
export const storageTypes = { directory: directoryStorage } satisfies Record<string, (home: string) => Storage>;
