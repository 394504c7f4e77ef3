/** Who a file belongs to, by names; null leaves it to whoever runs the setup. */
export interface Ownership {
  user: string;
  group: string;
}

interface Placed {
  path: string;
  mode: number;
  owner: Ownership | null;
}

/** One thing that a step does, as data: shown before it is done, compared with what is there, done once. */
export type SetupAction =
  | ({ kind: 'directory' } & Placed)
  /** `keep`: one that is there stays as it is, such as a secret or what an operator changed since. */
  /** `from`: the file that it is copied from. */
  | ({ kind: 'file'; text: () => string; keep?: boolean; from?: string } & Placed)
  /** Lines at the end of somebody else's file, between marks; `shown` are those without their secrets. */
  | { kind: 'block'; path: string; text: () => string; shown: string }
  /** `shown` is how it is shown; `input` goes to its standard input and may hold secrets. */
  | { kind: 'command'; words: readonly string[]; input?: () => string; shown?: string }
  /** What this program does itself, shown as the command that would do it. */
  | { kind: 'task'; shown: string; run: () => Promise<void> };

/** What a setup makes, as its record holds it for an uninstall. */
export interface Made {
  /** `directory` goes when it is empty, `tree` with all that is in it. */
  kind: 'directory' | 'tree' | 'file' | 'block' | 'user' | 'group' | 'service' | 'database';
  name: string;
  /** What people would miss: left unless it is asked for. */
  data: boolean;
}

/** A part of a setup that can be done, left and repeated by itself. */
export interface SetupStep {
  id: string;
  /** What it is for, in a line. */
  title: string;
  actions: readonly SetupAction[];
  /** What it makes, apart from what was there before. */
  makes: readonly Made[];
  /** Whether all of it is so already; `recorded` tells that an earlier run did it. What is not asked here is compared by its files. */
  done?: (recorded: boolean) => Promise<boolean>;
  /** Whether it may be done; throws why not. */
  allowed?: () => Promise<void>;
}
