import { useEffect, useState } from 'preact/hooks';
import { call, listPage } from '../api/client.js';
import { useEnvironments } from '../environments/useEnvironments.js';
import { changesBy, lastSeen, summarise, withoutUsable, worstFirst } from '../fleet/groupSummary.js';
import { lastReleases } from '../fleet/lastReleases.js';
import { useGroups } from '../fleet/useGroups.js';
import { useRecent } from '../fleet/useRecent.js';
import { Icon } from '../icons/Icon.js';
import { inLanguage, t } from '../language/index.js';
import { pageRows } from '../navigation/pages.js';
import { onEvents } from '../live/feed.js';
import { linkTo } from '../navigation/route.js';
import { CallError } from '../parts/errors.js';
import { LoadingLines } from '../parts/LoadingLines.js';
import { useEvery } from '../parts/useEvery.js';
import { useLoad } from '../parts/useLoad.js';
import { useSoon } from '../parts/useSoon.js';
import { loadHostNames } from '../settings/EntrySettings.js';
import { RollBackGroup } from '../releases/RollBackGroup.js';
import { useRunning } from '../releases/useRunning.js';
import { attentionOf } from './attention.js';
import { AttentionList } from './AttentionList.js';
import { FirstSteps } from './FirstSteps.js';
import { FleetOverview } from './FleetOverview.js';
import { InProgress } from './InProgress.js';

/** Most of what is examined says nothing of its changes. */
const everyMs = 60_000;
/** So many problems of the catalogue are counted. */
const most = 100;

/** The first page: what needs somebody, what is under way, and what runs where. */
export function HomePage() {
  const [goingBack, setGoingBack] = useState<{ group?: string } | null>(null);
  const fleet = useGroups();
  const recent = useRecent();
  const problems = useLoad(() => listPage('listProblems', { limit: most }), []);
  const report = useLoad(() => call('getInstallationReport'), []);
  const examine = (): void => {
    problems.again();
    report.again();
  };
  // What a release meets on hosts may be what was found wrong.
  const running = useRunning(examine);
  const { environments, ...about } = useEnvironments();
  useEvery(everyMs, examine);
  const changed = useSoon(examine, 700);
  useEffect(
    () => onEvents((events) => void (events.some(({ kind }) => kind === 'catalogue' || kind === 'seen') && changed())),
    [],
  );
  const boards = running.value?.filter(({ release }) => release.state !== 'settled') ?? [];
  const changes = changesBy(
    boards
      .filter(({ release }) => release.state === 'running')
      .map(({ release: { id, action, caller, apps } }) => ({ id, action, caller, apps: apps.map(({ app }) => app) })),
  );
  const { items: seen = [], unusable = [] } = fleet.value ?? {};
  const groups = seen.map((group) => summarise(group, changes)).sort(worstFirst);
  const groupOf = new Map(seen.flatMap(({ name, apps }) => apps.map((key) => [key, name] as const)));
  const last = lastReleases(recent.value ?? [], (app) => groupOf.get(app));
  const attention = attentionOf({
    ...{ groups, last },
    problems: { rows: problems.value?.items.length ?? 0, more: (problems.value?.next ?? null) !== null },
    findings: report.value?.findings ?? [],
  });
  const troubles = [fleet, recent, problems, report, running, about].filter(({ trouble }) => trouble !== null);
  const loaded = fleet.value !== null && recent.value !== null;
  const isNew = loaded && boards.length === 0 && groups.every((group) => group.isNew);
  const hosts = useLoad(async () => isNew && (await loadHostNames()).length > 0, [isNew]);
  return (
    <>
      <div class="bar">
        <h1>{inLanguage(pageRows.home.label)}</h1>
        <span class="deeds">
          <button type="button" onClick={() => setGoingBack({})}>
            <Icon name="back" /> {t('back.open')} <kbd>b</kbd>
          </button>
          <a class={isNew ? 'button' : 'button primary'} href={linkTo('releases', 'new')}>
            <Icon name="plus" /> {t('start.title')} <kbd>n</kbd>
          </a>
        </span>
      </div>
      {troubles.slice(0, 1).map(({ trouble, again }) => (
        <CallError key="trouble" trouble={trouble!} again={again} />
      ))}
      {isNew && <FirstSteps hasHosts={groups.length > 0 || hosts.value === true} hasTargets={groups.length > 0} />}
      {!loaded && troubles.length === 0 && <LoadingLines lines={6} />}
      {loaded && (
        <AttentionList
          attention={attention}
          groups={groups.length}
          targets={groupOf.size}
          seenAt={lastSeen(seen)}
          rollBack={(group) => setGoingBack({ group })}
        />
      )}
      {boards.length > 0 && <InProgress boards={boards} />}
      {loaded && about.known && (
        <FleetOverview {...{ last, attention, environments }} groups={[...groups, ...unusable.map(withoutUsable)]} />
      )}
      {goingBack && <RollBackGroup {...goingBack} close={() => setGoingBack(null)} />}
    </>
  );
}
