import type { Comparison } from '#api';
import { call } from '../api/client.js';
import { inLanguage, t } from '../language/index.js';
import { shortId } from '../naming/shortId.js';
import { pageRows } from '../navigation/pages.js';
import { linkTo, type PageRoute } from '../navigation/route.js';
import { CallError } from '../parts/errors.js';
import { LoadingLines } from '../parts/LoadingLines.js';
import { Timestamp } from '../parts/Timestamp.js';
import { useLoad } from '../parts/useLoad.js';
import { ComparedCommits } from './ComparedCommits.js';
import { ComparedFiles } from './ComparedFiles.js';
import { ComparedTexts } from './ComparedTexts.js';
import { PairForm } from './PairForm.js';
import { releaseBefore } from './releaseBefore.js';
import { Warnings } from '../parts/Warnings.js';

/** The page that compares two releases; with one alone it is compared with the release before it. */
export function ComparePage({ query }: { query: PageRoute['query'] }) {
  const { from = '', to = '' } = query;
  const known = useLoad(async () => {
    const before = from === '' && to !== '' ? await releaseBefore(to) : from;
    return before === '' || to === '' ? null : await call('compareReleases', { query: { from: before, to } });
  }, [from, to]);
  const { value, trouble, loading } = known;
  return (
    <article>
      <p class="crumb">
        <a href={linkTo('releases')}>{inLanguage(pageRows.releases.label)}</a> / {t('compare.title')}
      </p>
      <h1>{t('compare.title')}</h1>
      <PairForm key={`${from} ${to} ${value?.from.id ?? ''}`} from={from || (value?.from.id ?? '')} to={to} />
      {trouble && <CallError trouble={trouble} again={known.again} />}
      {loading && !trouble && <LoadingLines lines={6} />}
      {!loading && !trouble && value === null && (
        <p class="muted">{t(to === '' ? 'compare.which' : 'compare.noneBefore')}</p>
      )}
      {value && <Found found={value} />}
    </article>
  );
}

function Found({ found }: { found: Comparison }) {
  const { from, to, missing, statements } = found;
  return (
    <>
      <dl class="compared-sides">
        <Side label={t('compare.from')} side={from} />
        <Side label={t('compare.to')} side={to} />
      </dl>
      <Warnings texts={missing} statements={statements} />
      <ComparedFiles found={found} />
      {missing.length === 0 && <ComparedTexts key={`${from.id} ${to.id}`} from={from.id} to={to.id} />}
      <ComparedCommits found={found} />
    </>
  );
}

function Side({ label, side }: { label: string; side: Comparison['from'] }) {
  const { id, provenance, links, acceptedAt, caller, groups } = side;
  const commit = provenance.commit?.slice(0, 12);
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <a href={linkTo('releases', id)}>
          {groups.join(', ')} <b>{provenance.version ?? shortId(id)}</b>
        </a>{' '}
        {commit && (links.commit === null ? <code>{commit}</code> : <a href={links.commit}>{commit}</a>)}
        <span class="muted second">
          {t('release.by', { name: caller })} · <Timestamp at={acceptedAt} />
        </span>
      </dd>
    </div>
  );
}
