import type { NameEncoding } from '#contract';

/** One entry of an archive as it is written there, not yet trusted. */
export interface ArchiveEntry {
  /** As stored: may be absolute, climb, or end in a slash. */
  name: string;
  /** `special` is a device, a pipe or something else that is not a file. */
  type: 'file' | 'directory' | 'link' | 'hardLink' | 'special';
  /** Bytes announced. */
  size: number;
  /** Permission bits 0o777, with setuid and setgid; undefined where the archive has none. */
  mode: number | undefined;
  mtime: Date | undefined;
  /** Target of a link; '' for everything else. */
  target: string;
}

export type Body = AsyncIterable<Buffer>;

/** Is called with one entry after the other; a body that is not read is skipped. */
export type OnEntry = (entry: ArchiveEntry, index: number, body: Body) => Promise<void>;

/** The limits of what is read. */
export interface ReadOptions {
  maxBytes: number;
  maxEntries: number;
  /** All variables of the programs that some kinds of package need. */
  environment: Readonly<Record<string, string>>;
  /** The character set of names that are not UTF-8; such an archive is refused where none is given. */
  names?: NameEncoding | null;
}

/**
 * Reads an archive in its order. Throws the visitor's error as it is; anything else that is neither CodedError nor a
 * system error means that the archive is damaged.
 */
export type ReadArchive = (file: string, options: ReadOptions, onEntry: OnEntry, signal?: AbortSignal) => Promise<void>;
