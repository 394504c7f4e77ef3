import { actionNames, type RequestKind, type RequestOf } from '#contract';
import { k, type Parameter } from '../parameters/parameter.js';
import { targetsOf, type WireParameters } from '../parameters/words.js';

/** What an action's rules may look at besides the parameters. */
export interface Setup {
  /** Values of `set` and the address each puts before a relative url (config `package.bases`). */
  bases: Readonly<Record<string, string>>;
}

/** One thing that may be asked for: everything the gateway, the documentation and a form need to know of it. */
export interface Action<K extends RequestKind = RequestKind> {
  kind: K;
  name: string;
  /** Other names the original has for it, by which it answers as that did. */
  aliases?: readonly string[];
  summary: string;
  parameters: Readonly<Record<string, Parameter>>;
  /** Names that must be given with a value. */
  required: readonly string[];
  example: Readonly<Record<string, string>>;
  /** The action that is meant with some parameters, with those that are its own; null for this one. */
  instead?: (parameters: Record<string, string>) => { action: Action; parameters: Record<string, string> } | null;
  /** Checked parameters as a request. */
  decode(parameters: WireParameters): RequestOf<K>;
  /** A request as parameters, without `k`, by which `decode` gives the same one again. */
  encode(request: RequestOf<K>): WireParameters;
  /** Rules that need more than one parameter; throws a refusal. */
  rules?: (parameters: Readonly<Record<string, string>>, setup: Setup) => void;
}

/** An action under the name of its kind. */
export const action = <K extends RequestKind>(row: Omit<Action<K>, 'name'>): Action<K> => ({
  ...row,
  name: actionNames[row.kind],
});

/** The kinds that are asked for by their targets alone. */
type Plain = 'check' | 'drift' | 'doctor' | 'compare' | 'hooks';

/** An action that takes `k` alone. */
export const plainAction = <K extends Plain>(row: Pick<Action<K>, 'kind' | 'summary' | 'example'>): Action<K> =>
  action<K>({
    ...row,
    parameters: { k },
    required: ['k'],
    decode: (parameters) => ({ kind: row.kind, targets: targetsOf(parameters.k) }) as RequestOf<K>,
    encode: () => ({}),
  });
