import type { AppView } from '#api';
import { versionName } from '../naming/versionName.js';

/** Whether a text that is searched for can be the name of a release, or the beginning of one. */
export const isVersionText = (text: string): boolean => /^\d{4}[\d_ :-]*$/.test(text);

/** Whether an app runs a release whose name holds a text. */
export const runsVersion = ({ live }: AppView, text: string): boolean =>
  live !== null && [live.stamp, versionName(live)].some((name) => name.includes(text));
