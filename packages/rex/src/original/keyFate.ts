/** Why something of RexDeployV3 became what it became, in both languages. */
export interface Reason {
  en: string;
  zh: string;
}

/** What becomes of one key of RexDeployV3's files: `to` is the key of rexflow, or where one finds it. */
export type KeyFate =
  | { fate: 'taken'; to: string; reason: Reason | null }
  | { fate: 'replaced'; to: string; reason: Reason }
  | { fate: 'dropped'; to: null; reason: Reason };

/** Its value counts under another name. */
export const taken = (to: string, reason: Reason | null = null): KeyFate => ({ fate: 'taken', to, reason });

/** Something else does what it did. */
export const replaced = (to: string, reason: Reason): KeyFate => ({ fate: 'replaced', to, reason });

/** Nothing needs it. */
export const dropped = (reason: Reason): KeyFate => ({ fate: 'dropped', to: null, reason });
