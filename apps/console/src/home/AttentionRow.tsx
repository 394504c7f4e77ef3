import type { ReleaseHead } from '#api';
import type { ComponentChildren } from 'preact';
import { HealActions } from '../heal/HealActions.js';
import { suggestedHeal } from '../heal/suggestedHeal.js';
import { errorWords } from '../language/errorWords.js';
import { inLanguage, t } from '../language/index.js';
import { nameList } from '../language/nameList.js';
import { pageRows } from '../navigation/pages.js';
import { linkTo } from '../navigation/route.js';
import { Age } from '../parts/Age.js';
import { shortId } from '../naming/shortId.js';
import { State } from '../states/State.js';
import { attentionState, type Attention } from './attention.js';

/** What a row says: whom it is about, why, how many, since when, and what can be done. */
interface RowWords {
  subject: string;
  href: string;
  cause: ComponentChildren;
  scope: string | null;
  since: string | null;
  actions: ComponentChildren;
}

/** One thing that needs somebody, with at most two actions. */
export function AttentionRow({ attention, rollBack }: { attention: Attention; rollBack: (group: string) => void }) {
  const { subject, href, cause, scope, since, actions } = wordsOf(attention, rollBack);
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

function wordsOf(attention: Attention, rollBack: (group: string) => void): RowWords {
  switch (attention.kind) {
    case 'failing': {
      const { group, targets, of, release } = attention;
      return {
        ...aboutGroup(group),
        cause: (
          <>
            {t('attention.failing', { names: namesOf(targets) })} {releaseNote(release)}
          </>
        ),
        scope: t('attention.scope', { n: targets.length, of }),
        since: release?.settledAt ?? null,
        actions: (
          <>
            {openRelease(release)}
            {rollBackButton(group, rollBack)}
          </>
        ),
      };
    }
    case 'mixed': {
      const { group, shares, of, release } = attention;
      const runs = shares
        .toReversed()
        .map(({ version, targets }) => t('attention.runs', { version, n: targets.length }));
      return {
        ...aboutGroup(group),
        cause: (
          <>
            {t('attention.mixed', { runs: nameList(runs) })} {releaseNote(release)}
          </>
        ),
        scope: t('count.targets', { n: of }),
        since: release?.settledAt ?? shares.at(-1)?.since ?? null,
        actions:
          release?.outcome === 'partial' ? (
            <HealActions id={release.id} suggested={suggestedHeal(release.trouble)} small />
          ) : (
            rollBackButton(group, rollBack)
          ),
      };
    }
    case 'release': {
      const { group, of, release } = attention;
      return {
        ...aboutGroup(group),
        cause: releaseNote(release),
        scope: t('attention.scope', { n: release.apps.length, of }),
        since: release.settledAt,
        actions: openRelease(release),
      };
    }
    case 'drift': {
      const { group, targets, of } = attention;
      const files = targets.reduce((sum, { drift }) => sum + (drift?.files.total ?? 0), 0);
      const only = targets.length === 1 ? targets[0] : undefined;
      const href = only ? linkTo('targets', only.key) : linkTo('groups', group);
      return {
        ...aboutGroup(group),
        cause: t('attention.drift', { n: files, names: namesOf(targets) }),
        scope: t('attention.scope', { n: targets.length, of }),
        since: targets.map(({ drift }) => drift?.at ?? '').sort()[0] || null,
        actions: (
          <a class="button small" href={href}>
            {t('attention.compare')}
          </a>
        ),
      };
    }
    case 'problems':
      return {
        subject: inLanguage(pageRows.problems.label),
        href: linkTo('problems'),
        cause: t('attention.problems', { n: attention.rows }),
        scope: attention.more ? t('attention.atLeast', { n: attention.rows }) : null,
        since: null,
        actions: openPage('problems'),
      };
    case 'finding':
      return {
        subject: inLanguage(pageRows.system.label),
        href: linkTo('system'),
        cause: <span lang="en">{attention.finding.message}</span>,
        scope: null,
        since: null,
        actions: openPage('system'),
      };
  }
}

const aboutGroup = (group: string) => ({ subject: group, href: linkTo('groups', group) });
const namesOf = (targets: readonly { key: string }[]): string => nameList(targets.map(({ key }) => key));

function releaseNote(release: ReleaseHead | null): ComponentChildren {
  if (release === null) return null;
  const { id, trouble } = release;
  const words = trouble && errorWords(trouble);
  const note = words ? <span lang={words.lang}>{words.message}</span> : t('attention.release', { id: shortId(id) });
  return <span class="muted second row-note">{note}</span>;
}

const openRelease = (release: ReleaseHead | null): ComponentChildren =>
  release && (
    <a class="button small" href={linkTo('releases', release.id)}>
      {t('attention.open')}
    </a>
  );

const openPage = (page: 'problems' | 'system'): ComponentChildren => (
  <a class="button small" href={linkTo(page)}>
    {t('attention.look')}
  </a>
);

const rollBackButton = (group: string, rollBack: (group: string) => void): ComponentChildren => (
  <button type="button" class="small" onClick={() => rollBack(group)}>
    {t('back.open')}
  </button>
);
