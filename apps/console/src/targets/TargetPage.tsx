import { useState } from 'preact/hooks';
import type { AppWithHistory, PastView } from '#api';
import { call } from '../api/client.js';
import { GroupMixed } from '../heal/GroupMixed.js';
import { Icon } from '../icons/Icon.js';
import { go, linkTo } from '../navigation/route.js';
import { isActivity } from '../naming/activity.js';
import { EntrySettings } from '../settings/EntrySettings.js';
import { inLanguage, label, t } from '../language/index.js';
import { nameList } from '../language/nameList.js';
import { wholeWords } from '../language/statedWords.js';
import { pageRows } from '../navigation/pages.js';
import { Empty } from '../parts/Empty.js';
import { Timestamp } from '../parts/Timestamp.js';
import { CallError } from '../parts/errors.js';
import { useLoad } from '../parts/useLoad.js';
import { LoadingLines } from '../parts/LoadingLines.js';
import { Paths } from '../releases/Paths.js';
import { LeftNotes } from '../removal/LeftNotes.js';
import { outcomeState } from '../states/releaseState.js';
import { State } from '../states/State.js';
import { RollBack } from '../releases/RollBack.js';
import { DriftNote } from './DriftNote.js';
import { currentDrift } from '../fleet/currentDrift.js';
import { targetHealth } from '../fleet/targetHealth.js';
import { versionName } from '../naming/versionName.js';
import { driftPaths } from './driftPaths.js';
import { LeaseNote } from './LeaseNote.js';
import { checkDrift } from './checkDrift.js';
import { ServiceButtons } from './ServiceButton.js';
import { ServiceNote } from './ServiceNote.js';

/** The page of one target: what is live, its history, each release of which it can be rolled back to, and its settings. */
export function TargetPage({ name, tab }: { name: string; tab: string | null }) {
  const known = useLoad(() => call('getApp', { path: { key: name } }), [name]);
  const [back, setBack] = useState<string | null>(null);
  const { value: app, trouble } = known;
  if (!app) return trouble ? <CallError trouble={trouble} again={known.again} /> : <LoadingLines lines={6} />;
  return (
    <article>
      <p class="crumb">
        <a href={linkTo('groups')}>{inLanguage(pageRows.groups.label)}</a> /{' '}
        <a href={linkTo('groups', app.group)}>{app.group}</a> / {app.key}
      </p>
      <div class="bar">
        <h1>
          {app.key} <State of={targetHealth(app)} /> <LeaseNote lease={app.lease} />
        </h1>
        <span class="deeds">
          <button type="button" onClick={() => void checkDrift(app.key)}>
            {t('drift.look')}
          </button>
          <a class="button primary" href={linkTo('releases', 'new', { apps: app.key })}>
            <Icon name="plus" /> {t('start.title')}
          </a>
        </span>
      </div>
      {app.problem !== null && (
        <div class="trouble" role="note">
          <p class="trouble-what">{t('targets.unusable')}</p>
          <ProblemWords problem={app.problem} statement={app.problemStatement} />
        </div>
      )}
      <LeftNotes of={{ app: app.key }} />
      <GroupMixed groups={[app.group]} />
      <nav class="tabs" aria-label={app.key}>
        {([null, 'settings'] as const).map((one) => (
          <a key={one} href={linkTo('targets', [name, one ?? ''])} aria-current={tab === one ? 'page' : undefined}>
            {t(one === null ? 'past.title' : 'settings.title')}
          </a>
        ))}
      </nav>
      {tab === 'settings' ? (
        <EntrySettings
          kind="app"
          name={name}
          held={app.lease && !isActivity(app.lease.action) ? app.lease.release : null}
          saved={known.again}
          removed={() => go(linkTo('groups', app.group).slice(1))}
        />
      ) : (
        <Overview app={app} back={setBack} />
      )}
      {back && <RollBack to={back} apps={[app.key]} close={() => setBack(null)} />}
    </article>
  );
}

/** What is live on a target, and its history. */
function Overview({ app, back }: { app: AppWithHistory; back: (release: string | null) => void }) {
  const { live } = app;
  const drift = currentDrift(app);
  return (
    <>
      <dl class="figures">
        <Figure name={t('hosts.host')} value={<span class="mono">{app.host}</span>} />
        <Figure
          name={t('fleet.runs')}
          value={live ? <a href={linkTo('releases', live.release)}>{versionName(live)}</a> : t('targets.notByUs')}
        />
        <Figure name={t('targets.drift')} value={<DriftNote drift={drift} />} />
        <Figure name={t('targets.layout')} value={t(`layout.${app.layout}`)} />
        <Figure name={t('targets.service')} value={label('service', app.service)} />
        {app.service !== 'none' && <Figure name={t('targets.running')} value={<ServiceNote app={app} />} />}
        {app.service !== 'none' && <Figure name={t('targets.restart')} value={t(`restart.${app.restart}`)} />}
        {app.checks.length > 0 && (
          <Figure name={t('targets.checks')} value={<span class="mono">{nameList(app.checks, 5)}</span>} />
        )}
      </dl>
      <ServiceButtons
        name={app.key}
        shown={[app]}
        targets={async () => [await call('getApp', { path: { key: app.key } })]}
      />
      {live?.program && <p class="mono muted">{live.program}</p>}
      {drift && drift.paths.length > 0 && (
        <details class="diff">
          <summary>{t('drift.files', { n: drift.files.total })}</summary>
          <Paths {...driftPaths(drift.paths)} />
        </details>
      )}
      {app.history.length === 0 && <Empty title={t('past.none')} />}
      {app.history.length > 0 && (
        <table class="list past">
          <thead>
            <tr>
              <th scope="col">{t('list.outcome')}</th>
              <th scope="col">{t('past.directory')}</th>
              <th scope="col">{t('past.ended')}</th>
              <th scope="col">
                <span class="unseen">{t('deed.rollback')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {app.history.map((past) => (
              <Line key={past.randomStr} past={past} live={live} back={() => back(past.release)} />
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}

function Figure({ name, value }: { name: string; value: preact.ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function Line({ past, live, back }: { past: PastView; live: AppWithHistory['live']; back: () => void }) {
  // A rollback makes a directory live again that an earlier release had brought.
  const isLive = live !== null && past.program === live.program;
  const state = outcomeState(past.outcome ?? (past.good ? 'done' : 'failed'));
  return (
    <tr>
      <td>
        <State
          of={state}
          form="inline"
          {...(past.outcome ? {} : { text: t(past.good ? 'past.ran' : 'past.ranNot') })}
        />{' '}
        {past.rollback && <span class="muted">{label('action', 'rollback')}</span>}
        {past.bad && <span class="muted"> {t('past.left')}</span>}
      </td>
      <td>
        {past.release ? (
          <a class="mono" href={linkTo('releases', past.release)}>
            {lastPart(past.program)}
          </a>
        ) : (
          <>
            <span class="mono">{lastPart(past.program)}</span> <span class="muted">{t('past.original')}</span>
          </>
        )}
      </td>
      <td>{past.endedAt && <Timestamp at={past.endedAt} />}</td>
      <td class="number">
        {isLive && <State of="healthy" text={t('past.live')} />}
        {!isLive && past.good && past.release && (
          <button type="button" class="small" onClick={back}>
            {t('deed.rollback')}
          </button>
        )}
      </td>
    </tr>
  );
}

const lastPart = (path: string | null): string => path?.split('/').at(-1) ?? '–';

/** What in the catalogue keeps it from being released. */
function ProblemWords({ problem, statement }: { problem: string; statement: AppWithHistory['problemStatement'] }) {
  const { message, lang } = wholeWords({ message: problem, statement });
  return (
    <p class="trouble-do" lang={lang}>
      {message}
    </p>
  );
}
