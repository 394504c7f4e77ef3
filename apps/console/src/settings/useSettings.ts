import { useEffect, useRef, useState } from 'preact/hooks';
import { asRefused, type Refused } from '../api/refused.js';
import { t } from '../language/index.js';
import { showNotice } from '../parts/currentNotices.js';
import { useQuiet } from '../parts/useQuiet.js';
import { loadEntry, putEntry, type Edited, type SettingsEntry } from './entry.js';
import { mergeSettings, type Conflict } from './merge.js';
import { fieldProblems, type FieldProblem } from '../form/problems.js';
import { saysSame, type Tree } from '../yamlText/tree.js';

/** Settings while they are changed: what is typed, what the gateway says of it, and what others did meanwhile. */
export interface Editing {
  /** The entry as it was seen last. */
  entry: SettingsEntry;
  draft: Tree;
  /** Grows when the draft is not what was typed any more: what was typed into is begun anew. */
  round: number;
  change: (draft: Tree) => void;
  /** Whether anything is changed. */
  changed: boolean;
  problems: readonly FieldProblem[];
  /** What the change would change; null until the gateway has said so. */
  preview: Edited['changes'] | null;
  /** What keeps it from being saved, that is about no field. */
  trouble: Refused | null;
  /** What somebody else changed to something else meanwhile. */
  conflicts: readonly Conflict[];
  /** Somebody else changed other settings meanwhile: they are taken over, and nothing is saved yet. */
  takenOver: boolean;
  /** What they say now. */
  theirs: Tree;
  settle: (draft: Tree) => void;
  busy: boolean;
  save: () => void;
  discard: () => void;
}

/** So long nothing is typed before the gateway is asked what a change would change. */
const quietMs = 600;

/** The way of an entry in the problems of a change, and of its apps after it. */
const waysOf = ({ kind, name, apps }: SettingsEntry): string[] => [
  `${kind}s.${name}`,
  ...(kind === 'group' ? apps.map((app) => `apps.${app}`) : []),
];

/** See Editing. `saved` is called with the name when a change is saved. */
export function useSettings(loaded: SettingsEntry, saved: () => void): Editing {
  const [entry, setEntry] = useState(loaded);
  const [draft, setDraft] = useState(loaded.own);
  const [checked, setChecked] = useState<{ preview: Edited['changes'] | null; trouble: Refused | null }>({
    preview: null,
    trouble: null,
  });
  const [conflicts, setConflicts] = useState<readonly Conflict[]>([]);
  const [takenOver, setTakenOver] = useState(false);
  const [busy, setBusy] = useState(false);
  const [round, setRound] = useState(0);
  const turn = useRef(0);
  // While an answer is awaited, more may be typed.
  const typed = useRef(draft);
  typed.current = draft;
  const changed = !saysSame(draft, entry.own);
  const quiet = useQuiet(draft, quietMs);
  const replace = (next: Tree): void => {
    setDraft(next);
    setRound((before) => before + 1);
  };
  /** Takes over how it stands now: what was typed after `base` stays. Gives what has to be decided. */
  const reload = async (base: Tree): Promise<readonly Conflict[]> => {
    const now = await loadEntry(entry.kind, entry.name);
    const { merged, conflicts: both } = mergeSettings(base, typed.current, now.own);
    setEntry(now);
    if (!saysSame(merged, typed.current)) replace(merged);
    setConflicts(both);
    return both;
  };
  const moved = async (): Promise<void> => setTakenOver((await reload(entry.own)).length === 0);
  const refused = async (thrown: unknown): Promise<void> => {
    const trouble = asRefused(thrown);
    if (trouble.code === 'FLEET_MOVED')
      await moved().catch((again: unknown) => setChecked({ preview: null, trouble: asRefused(again) }));
    else setChecked({ preview: null, trouble });
  };
  useEffect(() => {
    if (quiet !== draft || !changed || busy) return;
    const mine = (turn.current += 1);
    putEntry(entry, draft, { tag: entry.tag, dryRun: true }).then(
      ({ changes }) => {
        if (mine === turn.current) setChecked({ preview: changes, trouble: null });
      },
      (thrown: unknown) => {
        if (mine === turn.current) void refused(thrown);
      },
    );
  }, [quiet, changed, busy]);
  const change = (next: Tree): void => {
    turn.current += 1;
    setDraft(next);
    setChecked((before) => ({ preview: null, trouble: saysSame(next, entry.own) ? null : before.trouble }));
  };
  const save = async (): Promise<void> => {
    turn.current += 1;
    setBusy(true);
    try {
      const { changes } = await putEntry(entry, draft, { tag: entry.tag, dryRun: false });
      showNotice(t(changes.length === 0 ? 'settings.same' : 'settings.saved', { name: entry.name }));
      setChecked({ preview: null, trouble: null });
      setTakenOver(false);
      saved();
      await reload(draft);
    } catch (thrown) {
      await refused(thrown);
    }
    setBusy(false);
  };
  return {
    ...{ entry, draft, round, change, changed, busy, conflicts, takenOver },
    theirs: entry.own,
    problems: checked.trouble ? fieldProblems(checked.trouble, waysOf(entry)) : [],
    preview: checked.preview,
    trouble: checked.trouble?.code === 'FLEET_INVALID' ? null : checked.trouble,
    settle: (next) => {
      setConflicts([]);
      change(next);
      setRound(round + 1);
    },
    save: () => void save(),
    discard: () => {
      setConflicts([]);
      change(entry.own);
      setRound(round + 1);
    },
  };
}
