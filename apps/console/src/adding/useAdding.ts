import { useEffect, useRef, useState } from 'preact/hooks';
import { asRefused, type Refused } from '../api/refused.js';
import { useQuiet } from '../parts/useQuiet.js';
import type { Edited } from '../settings/entry.js';
import { fieldProblems, type FieldProblem } from '../form/problems.js';

/** Something new while it is filled in: what the gateway says of it, and how it is added. */
export interface Adding {
  problems: readonly FieldProblem[];
  /** What keeps it from being added, that is about no field. */
  trouble: Refused | null;
  /** What it would add; null until the gateway has said so. */
  preview: Edited['changes'] | null;
  /** Something else has its name. */
  taken: boolean;
  tried: boolean;
  busy: boolean;
  begin: () => void;
}

/** So long nothing is typed before the gateway is asked. */
const quietMs = 600;

/** See Adding. It is asked about as soon as it is `ready`; what lacks is no error before somebody wants to add it. */
export function useAdding({
  ways,
  ready,
  about,
  add,
  added,
}: {
  /** Ways that lead to the form, in the problems of the gateway. */
  ways: readonly string[];
  ready: boolean;
  /** What is typed: a change of it makes an answer old. */
  about: readonly unknown[];
  add: (dryRun: boolean) => Promise<Edited>;
  added: () => void;
}): Adding {
  const [refused, setRefused] = useState<Refused | null>(null);
  const [preview, setPreview] = useState<Edited['changes'] | null>(null);
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const turn = useRef(0);
  const working = useRef(false);
  const key = JSON.stringify(about);
  const quiet = useQuiet(key, quietMs);
  const attempt = async (dryRun: boolean): Promise<void> => {
    const mine = (turn.current += 1);
    let [trouble, changes]: [Refused | null, Edited['changes'] | null] = [null, null];
    try {
      ({ changes } = await add(dryRun));
    } catch (thrown) {
      trouble = asRefused(thrown);
    }
    // What was added is added, whatever is typed meanwhile.
    if (dryRun && mine !== turn.current) return;
    setRefused(trouble);
    setPreview(changes);
    if (changes !== null && !dryRun) added();
  };
  useEffect(() => {
    turn.current += 1;
    setPreview(null);
  }, [key]);
  useEffect(() => {
    if (quiet === key && ready && tried && !working.current) void attempt(true);
  }, [quiet]);
  const begin = async (): Promise<void> => {
    setTried(true);
    if (!ready || working.current) return;
    working.current = true;
    setBusy(true);
    await attempt(false);
    working.current = false;
    setBusy(false);
    // What is wrong may be far above the button.
    requestAnimationFrame(() => document.querySelector<HTMLElement>('form [aria-invalid=true]')?.focus());
  };
  return {
    problems: refused ? fieldProblems(refused, ways) : [],
    // Both are told at their fields.
    trouble: ['FLEET_INVALID', 'ENTRY_EXISTS'].includes(refused?.code ?? '') ? null : refused,
    taken: refused?.code === 'ENTRY_EXISTS',
    ...{ preview, tried, busy },
    begin: () => void begin(),
  };
}
