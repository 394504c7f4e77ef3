/** Name of a release's directories: the local time at which it was accepted, as `20260131_235959`. */
export type ReleaseStamp = string;

/** A sha256 digest in lower-case hex. */
export type Sha256 = string;

/** How a text has to look. */
export interface TextFormat {
  /** A regular expression for the whole text, as JSON Schema spells it. */
  pattern: string;
  /** One text that has the format. */
  example: string;
  /** What a text must be that does not have it, behind the name of its field. */
  message: string;
}

const hosts = { example: '10%', message: 'must be a number or a share such as 10%' };

/** Formats of texts that several inputs share. */
export const formats = {
  releaseStamp: {
    pattern: '^[0-9]{8}_[0-9]{6}$',
    example: '20260131_235959',
    message: 'must be a time as 20260131_235959',
  },
  sha256: { pattern: '^[0-9a-f]{64}$', example: 'e3b0c442'.repeat(8), message: 'must be a sha256 in hex' },
  /** A number of hosts, or a share of them: how many may fail. */
  hostCount: { ...hosts, pattern: '^([0-9]{1,4}|[0-9]{1,2}%|100%)$' },
  /** The same from 1 on: how many are switched at a time. */
  batchSize: { ...hosts, pattern: '^([1-9][0-9]{0,3}|[1-9][0-9]?%|100%)$' },
  /** The shares alone, where a number is a number. */
  hostShare: { ...hosts, pattern: '^([0-9]{1,2}|100)%$' },
  batchShare: { ...hosts, pattern: '^([1-9][0-9]?|100)%$' },
  seconds: { pattern: '^[0-9]{1,4}$', example: '60', message: 'must be a whole number of seconds' },
} as const satisfies Record<string, TextFormat>;

/** Whether a text has a format. */
export const hasFormat = ({ pattern }: TextFormat, text: string): boolean => new RegExp(pattern).test(text);

const stampAtEnd = new RegExp(`_(${formats.releaseStamp.pattern.slice(1, -1)})$`);

/** The release stamp a release directory's path ends in; null where it is none. */
export const releaseStampIn = (directory: string): ReleaseStamp | null => stampAtEnd.exec(directory)?.[1] ?? null;
