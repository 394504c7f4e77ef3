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

/** Formats of texts that several inputs share. */
export const formats = {
  releaseStamp: {
    pattern: '^[0-9]{8}_[0-9]{6}$',
    example: '20260131_235959',
    message: 'must be a time as 20260131_235959',
  },
  sha256: { pattern: '^[0-9a-f]{64}$', example: 'e3b0c442'.repeat(8), message: 'must be a sha256 in hex' },
} as const satisfies Record<string, TextFormat>;
