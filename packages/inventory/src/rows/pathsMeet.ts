import { CodedError, inEnglish, type Statement } from '#contract';

/** The error of apps that would be released over each other, in pairs. */
export const pathsMeet = (pairs: readonly Statement[], table: string): CodedError =>
  new CodedError('PATHS_MEET', { apps: pairs.map((pair) => inEnglish(pair).message), table, statements: pairs });

/** The error of apps whose processes one service begins and ends, in pairs. */
export const servicesMeet = (pairs: readonly Statement[]): CodedError =>
  new CodedError('SERVICES_MEET', { apps: pairs.map((pair) => inEnglish(pair).message), statements: pairs });

/** Whether an error is one of two apps, each of which can be used by itself. */
export const isMeeting = ({ code }: Pick<CodedError, 'code'>): boolean =>
  code === 'PATHS_MEET' || code === 'SERVICES_MEET';
