import type { Standstill } from '../transfer/standstill.js';

/** The contents of one directory into another; the receiving directory and its parents are made when missing. */
export interface TransferOptions {
  direction: 'push' | 'pull';
  local: string;
  remote: string;
  /** Directories of the receiving side whose unchanged files are copied there instead of sent; absolute paths. */
  copyDest?: string[];
  /** Compare contents instead of size and time. */
  checksum?: boolean;
  /** Remove what the sending side does not hold; without effect together with `only`. */
  delete?: boolean;
  /** Paths of files relative to the directory; nothing else is transferred, and each of them has to exist. */
  only?: string[];
  /** A script the host runs before it takes or gives anything; when it says no, with a code of the catalogue, that is thrown. */
  guard?: string;
  /** Counts from the moment the connection stands. */
  deadlineMs: number;
  /** When not a byte moves either way; without it only the deadline counts. A host may be silent while it copies a large file. */
  standstill?: Standstill;
  signal?: AbortSignal;
}

export interface TransferResult {
  method: 'rsync' | 'tar';
  /** Bytes sent through ssh in the direction of the transfer, before encryption. */
  bytes: number;
  durationMs: number;
}
