import type { TextFormat } from './formats.js';

/** How a text of a release has to look, and how long it may be. */
export interface BoundedText extends TextFormat {
  maxLength: number;
}

/** One line without control characters, that neither begins nor ends with a blank. */
const oneLine = {
  pattern:
    '^[^\\s\\u0000-\\u001f\\u007f-\\u009f]([^\\u0000-\\u001f\\u007f-\\u009f]*[^\\s\\u0000-\\u001f\\u007f-\\u009f])?$',
  message: 'must be one line without control characters, and without blanks around it',
};

/** What is told of a program: what it is, and what it was built from. */
export const provenanceTexts = {
  version: { ...oneLine, maxLength: 128, example: '2.1.0' },
  commit: {
    pattern: '^[0-9a-f]{7,64}$',
    maxLength: 64,
    example: '9f3c2ab',
    message: 'must be 7 to 64 digits of a commit in hex, in small letters',
  },
  branch: { ...oneLine, maxLength: 255, example: 'main' },
  build: {
    pattern: '^(https?://[^\\s\\u0000-\\u001f\\u007f-\\u009f"\'<>]+|[A-Za-z0-9][A-Za-z0-9._/#-]*)$',
    maxLength: 2000,
    example: 'https://ci.example/jobs/4711',
    message: 'must be an http(s) address, or the number or name of a build',
  },
} as const satisfies Record<string, BoundedText>;

/** What is told of a release or rollback itself. */
export const remarkTexts = {
  note: {
    pattern: '^[^\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f]*$',
    maxLength: 2000,
    example: 'fixes the basket',
    message: 'must be text without control characters',
  },
  onBehalfOf: { ...oneLine, maxLength: 128, example: 'zhang.min' },
} as const satisfies Record<string, BoundedText>;

export type ProvenanceField = keyof typeof provenanceTexts;
export const provenanceFields = Object.keys(provenanceTexts) as ProvenanceField[];

/** Whether a text is one that may be told of a program or a release. */
export const fitsText = ({ pattern, maxLength }: BoundedText, value: string): boolean =>
  value.length <= maxLength && new RegExp(pattern, 'u').test(value);

/** A commit by its first digits, as one is searched for. */
export const commitPrefix = {
  pattern: '^[0-9a-f]{4,64}$',
  maxLength: 64,
  example: '9f3c2ab',
  message: 'must be at least 4 digits of a commit in hex, in small letters',
} as const satisfies BoundedText;
