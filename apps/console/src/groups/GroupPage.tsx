import { useState } from 'preact/hooks';
import { AdoptButton } from '../adoption/AdoptButton.js';
import { EnvironmentMatrix } from '../environments/EnvironmentMatrix.js';
import type { AppView, GroupView } from '#api';
import { listAll } from '#api/client';
import { call } from '../api/client.js';
import type { Refused } from '../api/refused.js';
import { notHere, runsSeveral, summarise, type GroupSummary } from '../fleet/groupSummary.js';
import { groupCalled, useTouchedGroups } from '../fleet/useTouchedGroups.js';
import { MixedBanner } from '../heal/MixedBanner.js';
import { Icon } from '../icons/Icon.js';
import { inLanguage, t } from '../language/index.js';
import { pageRows } from '../navigation/pages.js';
import { go, linkTo, type PageRoute } from '../navigation/route.js';
import { useShortcuts } from '../navigation/shortcuts.js';
import { Empty } from '../parts/Empty.js';
import { OutageNote } from '../outages/OutageNote.js';
import { CallError } from '../parts/errors.js';
import { LoadingLines } from '../parts/LoadingLines.js';
import { useLoad } from '../parts/useLoad.js';
import { useQuiet } from '../parts/useQuiet.js';
import { RollBackGroup } from '../releases/RollBackGroup.js';
import { LeftNotes } from '../removal/LeftNotes.js';
import { EntrySettings } from '../settings/EntrySettings.js';
import { isActivity } from '../naming/activity.js';
import { State } from '../states/State.js';
import { checkDrift } from '../targets/checkDrift.js';
import { ServiceButtons } from '../targets/ServiceButton.js';
import { GroupReleases } from './GroupReleases.js';
import { GroupSetup } from './GroupSetup.js';
import { GroupTargets } from './GroupTargets.js';
import { useTargets } from './useTargets.js';

const tabs = ['targets', 'releases', 'settings'] as const;

/** The page of one group: what runs on its targets, what was released, how it is set up. */
export function GroupPage({ name, tab, query }: { name: string; tab: string | null; query: PageRoute['query'] }) {
  const [goingBack, setGoingBack] = useState(false);
  const [adopted, setAdopted] = useState(0);
  const [text, setText] = useState(query.q ?? '');
  const known = useLoad(() => findGroup(name), [name]);
  const seen = known.value?.group ?? null;
  useTouchedGroups({
    shown: isSeen(seen) ? [seen] : [],
    again: known.again,
    change: (fresh) => known.change((before) => ({ group: fresh.get(name) ?? before.group })),
  });
  const targets = useTargets(name, useQuiet(text.trim().toLowerCase()));
  useShortcuts([{ keys: 'b', says: 'back.title', act: () => setGoingBack(true) }]);
  if (!known.value)
    return known.trouble ? <CallError trouble={known.trouble} again={known.again} /> : <LoadingLines lines={8} />;
  const { group } = known.value;
  const lease = targets.whole?.find((app) => app.lease && !isActivity(app.lease.action))?.lease ?? null;
  const changes = new Map(
    lease ? targets.whole!.map(({ key }) => [key, { ...lease, id: lease.release }] as const) : [],
  );
  if (group === null) {
    return (
      <Empty title={t('group.unknown', { name })}>
        <a href={linkTo('groups')}>{inLanguage(pageRows.groups.label)}</a>
      </Empty>
    );
  }
  const shown = tabs.find((one) => one === tab) ?? 'targets';
  return (
    <article>
      <p class="crumb">
        <a href={linkTo('groups')}>{inLanguage(pageRows.groups.label)}</a> / {name}
      </p>
      <div class="bar">
        <h1>
          {name} {isSeen(group) && <Sum group={summarise(group, changes)} />}
        </h1>
        <span class="deeds">
          <button type="button" onClick={() => void checkDrift(name)}>
            {t('drift.look')}
          </button>
          <button type="button" onClick={() => setGoingBack(true)}>
            <Icon name="back" /> {t('back.open')}
          </button>
          <a class="button primary" href={linkTo('releases', 'new', { apps: name })}>
            <Icon name="plus" /> {t('start.title')}
          </a>
        </span>
      </div>
      {isSeen(group) && runsSeveral(group) && <MixedBanner group={group} />}
      <OutageNote names={[name]} />
      <LeftNotes of={{ group: name }} />
      <EnvironmentMatrix group={isSeen(group) ? summarise(group, changes) : notHere(name)} />
      <nav class="tabs" aria-label={name}>
        {tabs.map((one) => (
          <a key={one} href={linkTo('groups', [name, one])} aria-current={one === shown ? 'page' : undefined}>
            {t(`group.${one}`)} {one === 'targets' && <span class="tally">{group.apps.length}</span>}
          </a>
        ))}
      </nav>
      {shown === 'settings' && (
        <>
          {group.apps.length > 0 && (
            <AdoptButton group={name} isOpen={query.adopt === '1'} done={() => setAdopted((times) => times + 1)} />
          )}
          <EntrySettings
            key={adopted}
            kind="group"
            name={name}
            held={lease?.release ?? null}
            saved={known.again}
            removed={() => go(linkTo('groups').slice(1))}
          />
        </>
      )}
      {shown !== 'settings' && (
        <div class="beside">
          <div class="beside-main">
            {shown === 'targets' && (
              <ServiceButtons
                name={name}
                shown={targets.whole ?? targets.value?.items ?? []}
                targets={() => targetsOf(name)}
              />
            )}
            {shown === 'targets' && <GroupTargets targets={targets} text={text} find={setText} />}
            {shown === 'targets' && (
              <a class="button small add-below" href={linkTo('targets', null, { new: '1', group: name })}>
                <Icon name="plus" /> {t('new.app')}
              </a>
            )}
            {shown === 'releases' && <GroupReleases apps={group.apps} />}
          </div>
          {isSeen(group) && <GroupSetup name={name} rollout={group.rollout} apps={targets.whole ?? []} />}
        </div>
      )}
      {goingBack && <RollBackGroup group={name} close={() => setGoingBack(false)} />}
    </article>
  );
}

/** A group that has targets; without any it has settings only, and nothing of it was ever seen. */
type Known = GroupView | Pick<GroupView, 'apps'>;
const isSeen = (group: Known | null): group is GroupView => group !== null && 'state' in group;

const targetsOf = async (group: string): Promise<AppView[]> =>
  (await listAll({ call }, 'listApps', { query: { group } })).items;

/** A group by its name; null where there is none. */
async function findGroup(name: string): Promise<{ group: Known | null }> {
  const found = await groupCalled(name);
  if (found) return { group: found };
  try {
    await call('getGroup', { path: { name } });
    return { group: { apps: [] } };
  } catch (thrown) {
    if ((thrown as Refused).code === 'GROUP_UNKNOWN') return { group: null };
    throw thrown;
  }
}

/** What a group runs and how it is, behind its name. */
function Sum({ group: { versions, state } }: { group: GroupSummary }) {
  return (
    <>
      <span class="version-name">{versions.map(({ version }) => version ?? t('targets.notByUs')).join(' + ')}</span>{' '}
      <State of={state} />
    </>
  );
}
