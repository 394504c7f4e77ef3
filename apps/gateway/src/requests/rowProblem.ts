import type { Trouble } from '#contract';

/** What is wrong with a row of the catalogue, where no request named it. */
export const rowProblem = ({ message }: Trouble): string => message.replace(/^k: /, '');
