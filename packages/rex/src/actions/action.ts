import type { Parameter } from '../parameters/parameter.js';

/** What an action's rules may look at besides the parameters. */
export interface Setup {
  /** Values of `set` and the address each puts before a relative url (config `package.bases`). */
  bases: Readonly<Record<string, string>>;
}

/** One thing that may be asked for: everything the gateway, the documentation and a form need to know of it. */
export interface Action {
  name: string;
  summary: string;
  parameters: Readonly<Record<string, Parameter>>;
  /** Names that must be given with a value. */
  required: readonly string[];
  example: Readonly<Record<string, string>>;
  /** The action that is meant with some parameters, with those that are its own; null for this one. */
  instead?: (parameters: Record<string, string>) => { action: Action; parameters: Record<string, string> } | null;
  /** Rules that need more than one parameter; throws a refusal. */
  rules?: (parameters: Readonly<Record<string, string>>, setup: Setup) => void;
}
