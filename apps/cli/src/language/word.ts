import { phaseLabel, stepLabel } from '#contract/workflow';
import { terminalLanguage } from './terminalLanguage.js';
import { chineseWords } from './zh/words.js';

const inChinese = (): boolean => terminalLanguage() === 'zh';

/** A word of the wire, such as `failed` or `rollback`, as people read it: in English it is the same one. */
export const wireWord = (name: string): string =>
  inChinese() && Object.hasOwn(chineseWords, name) ? chineseWords[name]! : name;

/** The same for a phase. */
export const phaseWord = (name: string): string => (inChinese() ? phaseLabel(name, 'zh') : name);

/** The same for a step. */
export const stepWord = (name: string): string => (inChinese() ? stepLabel(name, 'zh') : name);
