import { copyTree, type Sealed } from '#bundle';
import { CodedError, type Source } from '#contract';
import type { App } from '#release';
import type { SourceType } from './contract.js';
import { sourceType } from './index.js';

/** A bundle that was sealed, to be filled up with apps that it does not have. */
export interface SealedBefore {
  id: string;
  sealed: Sealed;
}

/** Whether it has an app: its commands were run then, too. */
export const holds = ({ sealed }: SealedBefore, { appKey }: App): boolean => Object.hasOwn(sealed.configs, appKey);

/**
 * What was sealed, as a source: the program is the same to the byte, and so is the configuration of the apps that it has. The others
 * get theirs from where it came from then. Throws GROUP_NOT_SEALED for a group that it does not have.
 */
export const sealedBefore = (before: SealedBefore): SourceType<Source> => ({
  program: async ({ deps, request, signal }, _source, { group, into }) => {
    const known = before.sealed.groups[group];
    if (!known) throw new CodedError('GROUP_NOT_SEALED', { job: request.retryOf ?? request.id, group });
    await copyTree({ from: deps.store.programDir(before.id, group), into, share: true, signal });
    return known;
  },
  config: async (input, app, bundle) => {
    if (!holds(before, app)) return await sourceType(input.asked.source).config(input, app, bundle);
    const place = (of: string): string => input.deps.store.configDir(of, app.appKey);
    await copyTree({ from: place(before.id), into: place(bundle), share: true, signal: input.signal });
  },
});
