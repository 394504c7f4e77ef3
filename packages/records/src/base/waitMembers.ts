import { inEnglish, type Statement, type Warning } from '#contract';

/** What somebody waits for as it is stored and told: in English, and what that says where it is known. */
export const waitMembers = (what: Warning): { for: string; statement?: Statement } =>
  typeof what === 'string' ? { for: what } : { for: inEnglish(what).message, statement: what };
