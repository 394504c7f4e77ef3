import type { GroupView, ReleaseView } from '#api';
import { finishBrings } from '#api/client';
import { call } from '../api/client.js';
import { errorWords } from '../language/errorWords.js';
import { t } from '../language/index.js';
import { nameList } from '../language/nameList.js';
import { isActivity } from '../naming/activity.js';
import { shortId } from '../naming/shortId.js';
import { shareName } from '../naming/versionName.js';
import { linkTo } from '../navigation/route.js';
import { useLoad } from '../parts/useLoad.js';
import { State } from '../states/State.js';
import { HealActions } from './HealActions.js';
import { healings, suggestedHeal, type Healing } from './suggestedHeal.js';

type Mixture = Pick<GroupView, 'name' | 'releases' | 'unknown'>;

/** So many releases are followed back, each of which was to finish the one before. */
const longest = 10;

/** What left a group mixed, and what went wrong last. */
interface Left {
  release: ReleaseView;
  trouble: ReleaseView['trouble'];
  /** What can be done about it. */
  offered: readonly Healing[];
}

const troubleOf = ({ apps, trouble }: ReleaseView): ReleaseView['trouble'] =>
  apps.find((part) => part.trouble)?.trouble ?? trouble;

/** The release that most run, where it left out the others since their hosts were out of service: a finish brings it to them. */
async function leftOutBy({ releases: [most, ...others], unknown }: Mixture): Promise<Left | null> {
  if (!most?.release) return null;
  const release = await call('getRelease', { path: { id: most.release } });
  const keys = [...others.flatMap(({ apps }) => apps), ...unknown];
  return finishBrings(release, keys) ? { release, trouble: null, offered: ['finish'] } : null;
}

/** The release that left a group mixed, from the newest on one of its targets: that, or the one which it was to finish and did not. */
async function leftBy({ releases, unknown }: Mixture): Promise<Left | null> {
  // Who runs what fewest run was switched, or was left behind.
  const [app = unknown[0]] = releases.at(-1)?.apps ?? [];
  if (app === undefined) return null;
  const { items } = await call('listReleases', { query: { app, state: 'settled', limit: 20 } });
  const head = items.find(({ action }) => !isActivity(action));
  if (head === undefined) return null;
  const newest = await call('getRelease', { path: { id: head.id } });
  let release = newest;
  for (let back = 0; !release.mixed && release.outcome !== 'done' && release.retryOf && back < longest; back += 1)
    release = await call('getRelease', { path: { id: release.retryOf } });
  return release.mixed ? { release, trouble: troubleOf(newest), offered: healings } : null;
}

/** A group that runs several releases: what runs where in numbers, which release left it so and why, and what heals it. */
export function MixedBanner({ group, release: given }: { group: Mixture; release?: ReleaseView }) {
  const { name, releases, unknown } = group;
  const about = releases.map(({ release, apps }) => `${release} ${apps.length}`).join();
  const found = useLoad(
    async () => (given ? null : ((await leftBy(group)) ?? (await leftOutBy(group)))),
    [name, about, given?.id],
  );
  const left = given ?? found.value?.release;
  const trouble = given ? troubleOf(given) : found.value?.trouble;
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
