import type { ComponentChildren } from 'preact';
import { useLoad } from '../parts/useLoad.js';
import { HealActions } from './HealActions.js';
import { suggestedHeal } from './suggestedHeal.js';
import { runsWhere, whatLeft, type Mixture } from './whatLeft.js';

/** What heals a group that runs several releases, as the page of the group offers it; `otherwise` where no release left it so. */
export function GroupHealing({ group, otherwise }: { group: Mixture; otherwise: ComponentChildren }) {
  const found = useLoad(() => whatLeft(group), [group.name, runsWhere(group)]);
  if (found.loading) return null;
  const left = found.value;
  if (!left) return <>{otherwise}</>;
  return <HealActions id={left.release.id} suggested={suggestedHeal(left.trouble)} offered={left.offered} small />;
}
