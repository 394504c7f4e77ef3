import type { Details, Code } from '#contract';
import type { Look } from '../health/contract.js';
import type { HealthCheck } from '../health/index.js';

/** The work of a step, as data; the worker executes it. */
export type Instruction =
  | ScriptInstruction
  /** `guard` is a script the host runs before it takes anything; what it refuses is not sent. */
  | { do: 'carry'; transfers: Transfer[]; together: boolean; guard: string; deadlineMs: number }
  /** Runs on the worker what its config.yml allows by these names, one after the other. */
  | { do: 'hooks'; hooks: readonly WorkerHook[] }
  /** Asks until each check is passed, one after the other. `alive` is a script that counts the application's processes: one that has ended never answers. */
  | { do: 'probe'; asks: readonly Ask[]; deadlineMs: number; alive: string };

/** A hook for the worker. */
export interface WorkerHook {
  name: string;
  /** What config.yml allows. */
  command: string;
  seconds: number;
  onFailure: 'fail' | 'warn';
  variables: Readonly<Record<string, string>>;
}

/** A check, and what is asked for it. */
export interface Ask {
  check: HealthCheck;
  look: Look;
}

export interface ScriptInstruction {
  do: 'script';
  script: string;
  /** Bytes the script finds on its file 3. */
  input?: Uint8Array[];
  deadlineMs: number;
  /** Shall begin at the same moment on all hosts that are at it now. */
  together?: true;
}

/** One tree of the bundle on its way to the host. */
export interface Transfer {
  tree: 'program' | 'config';
  to: string;
  /** Directories on the host whose unchanged files are copied there instead of sent. */
  copyFrom: string[];
  /** Compare contents instead of size and time. */
  checksum: boolean;
  /** Remove what the tree does not hold. */
  mirror: boolean;
}

export type Facts = Readonly<Record<string, string>>;

/** Text a program wrote, to its output or as errors; `of` names the program. */
export interface Output {
  of: string;
  stream: 'out' | 'err';
  text: string;
}

/** The result of executing an instruction. `trouble` says why it did not succeed. */
export interface Observation {
  facts: Facts;
  trouble: { code: Code; details: Details } | null;
  /** Text that programs there wrote, for those who read along. */
  output?: readonly Output[];
}
