import { inEnglish, type Statement } from '#contract';

/** What is left out of a catalogue's answer, as members of it: in English, and what each of them says, in the same order. */
export const leftOutMembers = (all: readonly Statement[]): { leftOut: string[]; statements?: Statement[] } => ({
  leftOut: all.map((one) => inEnglish(one).message),
  ...(all.length > 0 ? { statements: [...all] } : {}),
});
