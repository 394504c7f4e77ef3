import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { asRefused, type Refused } from '../api/refused.js';
import { t } from '../language/index.js';
import { CallError } from '../parts/errors.js';
import type { AdoptDialogProps } from './AdoptDialog.js';

type Dialog = ComponentType<AdoptDialogProps>;

/** Opens what another tool has laid on the hosts of a group. Few ever need it: the dialog is loaded once somebody does. */
export function AdoptButton({ group, isOpen, done }: { group: string; isOpen: boolean; done: () => void }) {
  const [Shown, show] = useState<Dialog | null>(null);
  const [trouble, setTrouble] = useState<Refused | null>(null);
  const open = (): void => {
    setTrouble(null);
    import('./AdoptDialog.js').then(
      ({ AdoptDialog }) => show(() => AdoptDialog),
      (thrown: unknown) => setTrouble(asRefused(thrown)),
    );
  };
  useEffect(() => {
    if (isOpen) open();
  }, [isOpen]);
  return (
    <div class="add-below">
      <button type="button" class="small" onClick={open}>
        {t('adopt.open')}
      </button>
      {trouble && <CallError trouble={trouble} again={open} />}
      {Shown && <Shown group={group} close={() => show(null)} done={done} />}
    </div>
  );
}
