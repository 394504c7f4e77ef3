import { useEffect, useRef, useState } from 'preact/hooks';
import { asRefused, type Refused } from '../api/refused.js';
import { useQuiet } from '../parts/useQuiet.js';
import type { Edited } from '../settings/entry.js';
import { problemsOf, type FieldProblem } from '../form/problems.js';

/** Something new while it is filled in: what the gateway says of it, and how it is added. */
export interface Adding {
  problems: readonly FieldProblem[];
  /** What keeps it from being added, that is about no field. */
  trouble: Refused | null;
  /** What it would add; null until the gateway has said so. */
  preview: Edited['changes'] | null;
  /** Why it cannot have its name. */
  nameWrong: string | null;
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
  taken,
  add,
  added,
}: {
  /** Ways that lead to the form, in the problems of the gateway. */
  ways: readonly string[];
  ready: boolean;
  /** What is typed: a change of it makes an answer old. */
  about: readonly unknown[];
  taken: () => Promise<string | null>;
  add: (dryRun: boolean) => Promise<Edited>;
  added: () => void;
}): Adding {
  const [refused, setRefused] = useState<Refused | null>(null);
  const [preview, setPreview] = useState<Edited['changes'] | null>(null);
  const [nameWrong, setNameWrong] = useState<string | null>(null);
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const turn = useRef(0);
  const key = JSON.stringify(about);
  const quiet = useQuiet(key, quietMs);
  const attempt = async (dryRun: boolean): Promise<void> => {
    const mine = (turn.current += 1);
    let [wrong, trouble, changes]: [string | null, Refused | null, Edited['changes'] | null] = [null, null, null];
    try {
      wrong = await taken();
      if (wrong === null) changes = (await add(dryRun)).changes;
    } catch (thrown) {
      trouble = asRefused(thrown);
    }
    if (mine !== turn.current) return;
    setNameWrong(wrong);
    setRefused(trouble);
    setPreview(changes);
    if (changes !== null && !dryRun) added();
  };
  useEffect(() => {
    turn.current += 1;
    setPreview(null);
  }, [key]);
  useEffect(() => {
    if (quiet === key && ready && tried) void attempt(true);
  }, [quiet]);
  const begin = async (): Promise<void> => {
    setTried(true);
    if (!ready) return;
    setBusy(true);
    await attempt(false);
    setBusy(false);
  };
  return {
    problems: refused ? problemsOf(refused, ways) : [],
    trouble: refused?.code === 'FLEET_INVALID' ? null : refused,
    ...{ preview, nameWrong, tried, busy },
    begin: () => void begin(),
  };
}
