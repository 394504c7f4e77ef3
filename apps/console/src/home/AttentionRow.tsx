import type { AppView, ReleaseHead } from '#api';
import type { ComponentChildren } from 'preact';
import type { GroupSummary } from '../fleet/groupSummary.js';
import { GroupHealing } from '../heal/GroupHealing.js';
import { HealActions } from '../heal/HealActions.js';
import { halfDone, suggestedHeal } from '../heal/suggestedHeal.js';
import { errorWords } from '../language/errorWords.js';
import { inLanguage, t } from '../language/index.js';
import { statedWords, wholeWords } from '../language/statedWords.js';
import { nameList } from '../language/nameList.js';
import { pageRows } from '../navigation/pages.js';
import { linkTo } from '../navigation/route.js';
import { Age } from '../parts/Age.js';
import { shortId } from '../naming/shortId.js';
import { State } from '../states/State.js';
import { attentionState, troubledTargets, type Attention } from './attention.js';

/** What a row says: whom it is about, why, how many, since when, and what can be done. */
interface RowWords {
  subject: string;
  href: string;
  cause: ComponentChildren;
  scope?: string;
  since?: string | null;
  actions: ComponentChildren;
}

/** One thing that needs somebody, with at most two actions; `apps` is what is known of its targets. */
export function AttentionRow({
  attention,
  apps,
  rollBack,
}: {
  attention: Attention;
  apps: ReadonlyMap<string, AppView>;
  rollBack: (group: string) => void;
}) {
  const { subject, href, cause, scope, since, actions } = wordsOf(attention, apps, rollBack);
  return (
    <li class="row attention">
      <State of={attentionState(attention)} form="inline" />
      <a class="line-link row-subject" href={href}>
        {subject}
      </a>
      <span class="row-cause">{cause}</span>
      <span class="muted row-scope">{scope}</span>
      <span class="muted row-since">{since && <Age at={since} />}</span>
      <span class="row-actions">{actions}</span>
    </li>
  );
}

function Cause({ finding }: { finding: Extract<Attention, { kind: 'finding' }>['finding'] }) {
  const { message, lang } = statedWords(finding);
  return <span lang={lang}>{message}</span>;
}

function wordsOf(
  attention: Attention,
  apps: ReadonlyMap<string, AppView>,
  rollBack: (group: string) => void,
): RowWords {
  switch (attention.kind) {
    case 'problems':
      return {
        subject: inLanguage(pageRows.problems.label),
        href: linkTo('problems'),
        cause: t('attention.problems', { n: attention.rows }),
        ...(attention.more ? { scope: t('attention.atLeast', { n: attention.rows }) } : {}),
        actions: openPage('problems'),
      };
    case 'finding':
      return {
        subject: inLanguage(pageRows.system.label),
        href: linkTo('system'),
        cause: <Cause finding={attention.finding} />,
        actions: openPage('system'),
      };
    default:
      return ofGroup(attention, apps, rollBack);
  }
}

function ofGroup(
  attention: Extract<Attention, { group: unknown }>,
  apps: ReadonlyMap<string, AppView>,
  rollBack: (group: string) => void,
): RowWords {
  const { kind, group, release } = attention;
  const { name, targets: of, versions, unknown } = group;
  const keys = troubledTargets(attention);
  const about = {
    subject: name,
    href: linkTo('groups', name),
    scope: t('attention.scope', { n: keys.length, of }),
    since: release?.settledAt ?? group.since,
  };
  const known = keys.flatMap((key) => apps.get(key) ?? []);
  const names = nameList(keys);
  const goBack = (
    <button type="button" class="small" onClick={() => rollBack(name)}>
      {t('back.open')}
    </button>
  );
  switch (kind) {
    case 'failing':
      return {
        ...about,
        cause: (
          <>
            {t('attention.failing', { names })} {reasonOf(known) ?? releaseNote(release)}
          </>
        ),
        actions:
          healing(release, group) ?? (versions.length > 1 ? <GroupHealing group={group} otherwise={goBack} /> : goBack),
      };
    case 'mixed': {
      const runs = versions.map(({ version, n }) =>
        t('attention.runs', { version: version ?? t('targets.notByUs'), n }),
      );
      if (unknown.length > 0) runs.push(t('attention.runsUnknown', { n: unknown.length }));
      return {
        ...about,
        scope: t('count.targets', { n: of }),
        cause: (
          <>
            {t('attention.mixed', { runs: nameList(runs) })} {releaseNote(release)}
          </>
        ),
        actions: healing(release, group) ?? <GroupHealing group={group} otherwise={goBack} />,
      };
    }
    case 'release':
      return {
        ...about,
        scope: t('attention.scope', { n: release!.apps.length, of }),
        cause: releaseNote(release),
        actions: healing(release, group) ?? (
          <a class="button small" href={linkTo('releases', release!.id)}>
            {t('attention.open')}
          </a>
        ),
      };
    case 'unknown':
      return {
        ...about,
        since: group.seenAt,
        cause: (
          <>
            {t('attention.unknown', { names })} {reasonOf(known)}
          </>
        ),
        actions: lookAt(name, keys, t('attention.look')),
      };
    case 'drifted': {
      const n = known.reduce((sum, { drift }) => sum + (drift?.files.total ?? 0), 0);
      return {
        ...about,
        since: known.flatMap(({ drift }) => drift?.at ?? []).sort()[0] ?? null,
        cause: n === 0 ? t('attention.changed', { names }) : t('attention.drift', { n, names }),
        actions: lookAt(name, keys, t('attention.compare')),
      };
    }
  }
}

/** Why one of these is as it is; those of one group mostly share the cause. */
function reasonOf(apps: readonly AppView[]): ComponentChildren {
  const seen = apps.find((app) => app.seen.reason !== null)?.seen;
  if (!seen?.reason) return null;
  const { message, lang } = wholeWords({ message: seen.reason, statement: seen.statement });
  return (
    <span class="muted second row-note" lang={lang}>
      {message}
    </span>
  );
}

function releaseNote(release: ReleaseHead | null): ComponentChildren {
  if (release === null) return null;
  const { id, trouble } = release;
  const words = trouble && errorWords(trouble);
  const note = words ? <span lang={words.lang}>{words.message}</span> : t('attention.release', { id: shortId(id) });
  return <span class="muted second row-note">{note}</span>;
}

/** The two ways to heal what a release left half done; null where it left nothing. */
function healing(release: ReleaseHead | null, { state, versions }: GroupSummary): ComponentChildren {
  const id = release && halfDone(release, state === 'mixed' || versions.length > 1);
  return id && <HealActions id={id} suggested={suggestedHeal(release.trouble)} small />;
}

const openPage = (page: 'problems' | 'system'): ComponentChildren => (
  <a class="button small" href={linkTo(page)}>
    {t('attention.look')}
  </a>
);

/** The page of the one target it is about, or that of the group. */
const lookAt = (group: string, keys: readonly string[], word: string): ComponentChildren => (
  <a class="button small" href={keys.length === 1 ? linkTo('targets', keys[0]!) : linkTo('groups', group)}>
    {word}
  </a>
);
