import type { Trouble } from '#contract';

/** The message about an unusable row of the catalogue that no request named. */
export const rowProblem = ({ message }: Trouble): string => message.replace(/^k: /, '');
