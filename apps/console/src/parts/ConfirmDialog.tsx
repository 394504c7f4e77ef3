import type { ComponentChildren } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { asRefused, type Refused } from '../api/refused.js';
import { CallError } from './errors.js';
import { Dialog } from './Dialog.js';
import { LoadingLines } from './LoadingLines.js';
import { useLoad } from './useLoad.js';

/** Shows what something would do and by which command, and does it once somebody says yes; what goes wrong stays until it is looked at again. */
export function ConfirmDialog<T extends object>({
  title,
  wide = false,
  look,
  about,
  lead,
  command,
  keep,
  yes,
  tone = 'danger',
  may = () => true,
  act,
  close,
  children,
}: {
  title: string;
  wide?: boolean;
  /** Says what would be done; asked again when `about` changes. The signal is given when the dialog goes. Throws Refused. */
  look: (leaving: AbortSignal) => Promise<T>;
  about: readonly unknown[];
  /** Stands above what was found; nothing there may change while it is done. */
  lead?: (busy: boolean) => ComponentChildren;
  command: (found: T | null) => string;
  keep: string;
  yes: (found: T | null) => string;
  tone?: 'danger' | 'primary';
  /** Whether what was found leaves something to do. */
  may?: (found: T) => boolean;
  /** Does what was found, and ends the dialog. Throws Refused. */
  act: (found: T, leaving: AbortSignal) => Promise<void>;
  close: () => void;
  /** What was found. */
  children: (found: T) => ComponentChildren;
}) {
  const leaving = useMemo(() => new AbortController(), []);
  useEffect(() => () => leaving.abort(), []);
  const plan = useLoad(() => look(leaving.signal), about);
  const [failed, setFailed] = useState<{ found: T; trouble: Refused } | null>(null);
  const [busy, setBusy] = useState(false);
  const found = plan.value;
  const trouble = plan.trouble ?? (failed !== null && failed.found === found ? failed.trouble : null);
  const begin = async (what: T): Promise<void> => {
    setBusy(true);
    try {
      await act(what, leaving.signal);
    } catch (thrown) {
      setFailed({ found: what, trouble: asRefused(thrown) });
      setBusy(false);
    }
  };
  return (
    <Dialog title={title} wide={wide} close={close}>
      {lead?.(busy)}
      {plan.loading && <LoadingLines lines={2} />}
      {trouble && <CallError trouble={trouble} again={plan.again} />}
      {found && children(found)}
      <code class="command dialog-command">{command(found)}</code>
      <div class="dialog-end">
        <button type="button" autofocus onClick={close}>
          {keep}
        </button>
        <button
          type="button"
          class={tone}
          disabled={busy || plan.loading || found === null || trouble !== null || !may(found)}
          onClick={() => void begin(found!)}
        >
          {yes(found)}
        </button>
      </div>
    </Dialog>
  );
}
