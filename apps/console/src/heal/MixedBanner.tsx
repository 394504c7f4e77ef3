import type { ReleaseView } from '#api';
import { errorWords } from '../language/errorWords.js';
import { t } from '../language/index.js';
import { nameList } from '../language/nameList.js';
import { shortId } from '../naming/shortId.js';
import { shareName } from '../naming/versionName.js';
import { linkTo } from '../navigation/route.js';
import { useLoad } from '../parts/useLoad.js';
import { State } from '../states/State.js';
import { HealActions } from './HealActions.js';
import { healings, suggestedHeal } from './suggestedHeal.js';
import { runsWhere, firstTrouble, whatLeft, type Mixture } from './whatLeft.js';

/** A group that runs several releases: what runs where in numbers, which release left it so and why, and what heals it. */
export function MixedBanner({ group, release: given }: { group: Mixture; release?: ReleaseView }) {
  const { name, releases, unknown } = group;
  const found = useLoad(async () => (given ? null : await whatLeft(group)), [name, runsWhere(group), given?.id]);
  const left = given ?? found.value?.release;
  const trouble = given ? firstTrouble(given) : found.value?.trouble;
  const offered = found.value?.offered ?? healings;
  const words = trouble && errorWords(trouble);
  return (
    <section class="mixed-banner" role="status" aria-label={t('mixed.group', { group: name })}>
      <p class="mixed-what">
        <State of="mixed" form="inline" /> <b>{t('mixed.group', { group: name })}</b>
      </p>
      <ul class="plain">
        {releases.map((share) => (
          <li key={`${share.release} ${share.stamp}`}>
            {share.release === null ? (
              <span class="version-name">{shareName(share) ?? t('targets.notByUs')}</span>
            ) : (
              <a class="version-name" href={linkTo('releases', share.release)}>
                {shareName(share) ?? t('targets.notByUs')}
              </a>
            )}{' '}
            {t('mixed.on', { n: share.apps.length })} <span class="muted">{nameList(share.apps)}</span>
          </li>
        ))}
        {unknown.length > 0 && (
          <li>
            <State of="unknown" form="inline" /> {t('mixed.on', { n: unknown.length })}{' '}
            <span class="muted">{nameList(unknown)}</span>
          </li>
        )}
      </ul>
      {left && !given && (
        <p>
          {t('mixed.left')} <a href={linkTo('releases', left.id)}>{shortId(left.id)}</a>
        </p>
      )}
      {trouble && !given && (
        <p class="muted" lang={words!.lang}>
          {words!.message}
        </p>
      )}
      {left && (
        <>
          <p class="mixed-do">
            <HealActions id={left.id} suggested={suggestedHeal(trouble)} offered={offered} />
          </p>
          {offered.map((healing) => (
            <p key={healing} class="mixed-commands">
              <code>{`rexflow ${healing} ${shortId(left.id)}`}</code> <span class="muted">{t(`mixed.${healing}`)}</span>
            </p>
          ))}
        </>
      )}
    </section>
  );
}
