import type { AppView } from '#api';
import { durationInWords } from '../format/duration.js';
import { locale, t } from '../language/index.js';
import { wholeWords } from '../language/statedWords.js';
import { linkTo } from '../navigation/route.js';
import { Age } from '../parts/Age.js';
import { State } from '../states/State.js';

/** Whether the service of a target ran when somebody looked last, for how long, and how long ago that was. */
export function ServiceNote({ app: { serviceSeen: seen } }: { app: Pick<AppView, 'serviceSeen'> }) {
  const { at, reason, restarts, stopped } = seen;
  const why = reason === null ? null : wholeWords({ message: reason, statement: seen.statement });
  if (seen.state === 'none') return <span class="muted">{t('serve.none')}</span>;
  return (
    <>
      <Running seen={seen} />
      {(restarts ?? 0) > 0 && <span class="muted second">{t('serve.restarts', { n: restarts! })}</span>}
      {why && (
        <span class="second" lang={why.lang}>
          {why.message}
        </span>
      )}
      {stopped === null && at !== null && (
        <span class="muted second">
          {t('serve.seen')} <Age at={at} />
        </span>
      )}
    </>
  );
}

function Running({ seen: { state, at, since, stopped } }: { seen: AppView['serviceSeen'] }) {
  if (stopped !== null)
    return (
      <a class="quiet-link" href={linkTo('releases', stopped.release)}>
        <State of="outOfService" text={t('serve.stopped', { by: stopped.by })} form="inline" />{' '}
        <span class="muted second">
          <Age at={stopped.at} />
        </span>
      </a>
    );
  if (state === 'down') return <State of="failing" text={t('serve.down')} form="inline" />;
  if (state !== 'running') return <State of="unknown" form="inline" />;
  if (since === null || at === null) return <span>{t('serve.runs')}</span>;
  return (
    <span>{t('serve.up', { time: durationInWords(Math.max(0, Date.parse(at) - Date.parse(since)), locale()) })}</span>
  );
}
