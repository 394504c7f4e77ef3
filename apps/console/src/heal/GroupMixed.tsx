import { useEffect } from 'preact/hooks';
import type { GroupView, ReleaseView } from '#api';
import { runsSeveral } from '../fleet/groupSummary.js';
import { useSettled } from '../fleet/useSettled.js';
import { groupCalled } from '../fleet/useTouchedGroups.js';
import { useLoad } from '../parts/useLoad.js';
import { MixedBanner } from './MixedBanner.js';

/** The groups among these that run several releases now. */
async function mixedAmong(names: readonly string[]): Promise<GroupView[]> {
  const found = await Promise.all(names.map(groupCalled));
  return found.filter((group) => group !== null).filter(runsSeveral);
}

/** A banner for each of these groups that is mixed, until it is healed; `release` is the one that is looked at, if it left them so. */
export function GroupMixed({
  groups,
  release,
  known,
}: {
  groups: readonly string[];
  release?: ReleaseView;
  /** Called with whether any is mixed. */
  known?: (mixed: boolean) => void;
}) {
  const mixed = useLoad(() => mixedAmong(groups), [groups.join('\n')]);
  useSettled(mixed.again);
  const any = (mixed.value?.length ?? 0) > 0;
  useEffect(() => known?.(any), [any]);
  return (
    <>
      {mixed.value?.map((group) => (
        <MixedBanner key={group.name} group={group} {...(release ? { release } : {})} />
      ))}
    </>
  );
}
