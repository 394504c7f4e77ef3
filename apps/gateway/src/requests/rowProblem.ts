import type { CodedError } from '#contract';

/** The message about an unusable row of the catalogue that no request named. */
export const rowProblem = ({ message }: CodedError): string => message.replace(/^k: /, '');
