import type { AppView, GroupView } from '#api';
import { shareName, versionName } from '../naming/versionName.js';

/** Whether a text that is searched for can be the name of a release, or the beginning of one. */
export const isVersionText = (text: string): boolean => /^\d{4}[\d_ :-]*$/.test(text);

/** Whether an app runs a release whose name holds a text. */
export const runsVersion = ({ live }: AppView, text: string): boolean =>
  live !== null && [live.stamp, versionName(live)].some((name) => name.includes(text));

/** Whether apps of a group were seen to run a release whose name holds a text. */
export const groupRunsVersion = ({ releases }: GroupView, text: string): boolean =>
  releases.some((share) => [share.stamp, shareName(share) ?? ''].some((name) => name.includes(text)));
