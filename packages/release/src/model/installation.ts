import type { HolderFindings } from '#contract';
import type { Facts } from './instruction.js';
import type { Installation } from './step.js';

/** Whom the database and the store say they belong to. */
export interface Identities {
  /** `confirmed` once a store carried the same identity. */
  database: (Installation & { confirmed: boolean }) | null;
  store: Installation | null;
}

/**
 * The identity of an installation, and whether that is beyond doubt: only where database and store agree may it take a host that is ahead
 * of it for its own past. Where they differ it is never whom the database names: that may be a copy of another one's, or have
 * come into the wrong hands. Null when nobody has put a name anywhere.
 */
export function whoIs({ database, store }: Identities): { installation: Installation; agreed: boolean } | null {
  const chosen = database && !database.confirmed ? database : (store ?? database);
  if (!chosen) return null;
  return { installation: { id: chosen.id, name: chosen.name }, agreed: database?.id === store?.id };
}

/** The rexflow that an app belongs to, as its host says; null when it has no name yet. */
export function holderIn({ holder, holder_name: name = '' }: Facts): HolderFindings | null {
  return holder ? { id: holder, name } : null;
}

/** The same where it is another one than we; undefined where it is not, or nobody asked. */
export function otherHolder(facts: Facts, { id }: Installation): HolderFindings | undefined {
  const holder = holderIn(facts);
  return holder && holder.id !== id ? holder : undefined;
}
