import type { TroubleView } from '#api';
import type { Refused } from '../api/refused.js';
import { t, label } from '../language/index.js';

/** An error of a call of this page, with its advice. */
export function CallError({ trouble, again }: { trouble: Refused; again?: () => void }) {
  // What the gateway says is in English.
  const ours = trouble.away || trouble.unknown;
  const message = trouble.away ? t('trouble.away') : trouble.unknown ? t('trouble.unknown') : trouble.message;
  const advice = trouble.away ? t('trouble.awayAdvice') : trouble.unknown ? t('trouble.unknownAdvice') : trouble.advice;
  return (
    <div class="trouble" role="alert">
      <p class="trouble-what" lang={ours ? undefined : 'en'}>
        {message}
      </p>
      {advice && (
        <p class="trouble-do" lang={ours ? undefined : 'en'}>
          {advice}
        </p>
      )}
      <p class="trouble-more">
        {trouble.code && <code>{trouble.code}</code>}
        {again && (
          <button type="button" class="quiet" onClick={again}>
            {t('again')}
          </button>
        )}
      </p>
    </div>
  );
}

/** An error of a release, or of one host of it. */
export function ReleaseError({ trouble }: { trouble: TroubleView }) {
  const { at } = trouble;
  return (
    <div class="trouble">
      <p class="trouble-what" lang="en">
        {trouble.message}
      </p>
      {trouble.advice && (
        <p class="trouble-do">
          <strong>{t('trouble.do')}</strong> <span lang="en">{trouble.advice}</span>
        </p>
      )}
      <p class="trouble-more">
        <code>{trouble.code}</code>
        {at && (
          <span>
            {at.host ?? t('trouble.here')} · {label('step', at.step)}
            {at.tried.times > 1 &&
              ` · ${t('trouble.tried', { n: at.tried.times, seconds: Math.round(at.tried.seconds) })}`}
          </span>
        )}
      </p>
    </div>
  );
}
