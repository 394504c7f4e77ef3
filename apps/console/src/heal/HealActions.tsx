import { useState } from 'preact/hooks';
import { t } from '../language/index.js';
import { HealDialog } from './HealDialog.js';
import { healings, type Healing } from './suggestedHeal.js';

/** The two buttons that heal what a release left mixed, the one that suits what went wrong filled; each shows its plan first. */
export function HealActions({
  id,
  suggested,
  offered = healings,
  small = false,
}: {
  id: string;
  suggested: Healing;
  offered?: readonly Healing[];
  small?: boolean;
}) {
  const [asking, setAsking] = useState<Healing | null>(null);
  return (
    <>
      {offered.map((healing) => (
        <button
          key={healing}
          type="button"
          class={[small && 'small', healing === suggested && 'primary'].filter(Boolean).join(' ')}
          onClick={() => setAsking(healing)}
        >
          {t(`heal.${healing}`)}
        </button>
      ))}
      {asking && <HealDialog healing={asking} id={id} close={() => setAsking(null)} />}
    </>
  );
}
