import type { ReleaseStamp, Sha256 } from './formats.js';
import type { Apply } from './lists.js';

/** Where the bytes of a release come from. */
export type Source =
  | { kind: 'updateDirectory' }
  /** The program that is live in another environment; with `release` it is refused when another one is live there. */
  | { kind: 'environment'; name: string; release?: ReleaseStamp }
  /** A package behind an address; `base` names a configured address that is put before it. */
  | { kind: 'url'; url: string; base?: string; apply: Apply }
  | { kind: 'upload'; bundle: Sha256; apply: Apply };
