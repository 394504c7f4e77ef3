import type { TroubleView } from '#api';
import type { Refused } from '../api/refused.js';
import { errorWords, refusalWords } from '../language/errorWords.js';
import { t, label } from '../language/index.js';

/** An error of a call of this page, with its advice. */
export function CallError({ trouble, again }: { trouble: Refused; again?: () => void }) {
  const { message, advice, lang } = refusalWords(trouble);
  return (
    <div class="trouble" role="alert">
      <p class="trouble-what" lang={lang}>
        {message}
      </p>
      {advice && (
        <p class="trouble-do" lang={lang}>
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
  const { message, advice, lang } = errorWords(trouble);
  return (
    <div class="trouble">
      <p class="trouble-what" lang={lang}>
        {message}
      </p>
      {advice && (
        <p class="trouble-do">
          <strong>{t('trouble.do')}</strong> <span lang={lang}>{advice}</span>
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
