/** One thing that is kept: a directory of files under a name. */
export interface Stored {
  name: string;
  /** Where it can be read on this machine. */
  path: string;
  /** When it was put there, or used last, by the clock of the medium. */
  usedAt: Date;
}

/**
 * Where whole directories are kept by name, for all gateways and workers of an installation. A thing is there whole or not at all,
 * whenever somebody dies, and does not change once it is there. Every method: LOCAL_IO.
 */
export interface Storage {
  /** An empty directory of this machine to be filled; nobody else finds it. */
  draft(): Promise<string>;
  /** Keeps what a draft holds under a name, on the disk when it resolves. False when there is a thing of that name: it stays as it is. */
  put(draft: string, name: string): Promise<boolean>;
  /** The thing of a name, or null. */
  open(name: string): Promise<Stored | null>;
  /** Notes that it is used now. */
  touch(name: string): Promise<void>;
  /** Everything there is, in no order. */
  list(): Promise<Stored[]>;
  /** Takes it away from all at once; false when it was not there. */
  remove(name: string): Promise<boolean>;
  /** Removes a draft that came to nothing. */
  discard(draft: string): Promise<void>;
  /** Removes what others who died left of drafts and removals. */
  sweep(now: Date): Promise<void>;
  /** The present by the clock that dates what is kept. */
  clock(): Promise<Date>;
}
