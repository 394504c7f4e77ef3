import { useEffect, useRef, useState } from 'preact/hooks';
import type { ReleaseView } from '#api';
import { behindGroup, finishBrings, type Behind } from '#api/client';
import { call } from '../api/client.js';
import type { Refused } from '../api/refused.js';
import { HealDialog } from '../heal/HealDialog.js';
import { t } from '../language/index.js';
import { nameList } from '../language/nameList.js';
import { shortId } from '../naming/shortId.js';
import { shareName } from '../naming/versionName.js';
import { linkTo } from '../navigation/route.js';
import { CallError } from '../parts/errors.js';
import { useLoad } from '../parts/useLoad.js';

/** Why a host cannot be brought to what its group runs by one button. */
type Hindrance = 'tie' | 'foreign' | 'forgotten' | 'notMeant' | 'gone';

interface Shown extends Behind {
  /** The release that is finished; null where none can be. */
  release: string | null;
  hindrance: Hindrance | null;
}

/** What a call gives; null where there is no such thing any more. */
const orGone = <T,>(asked: Promise<T>): Promise<T | null> =>
  asked.catch((thrown: unknown) => {
    if ((thrown as Refused).status === 404) return null;
    throw thrown;
  });

async function hindranceOf(release: ReleaseView | null, apps: readonly string[]): Promise<Hindrance | null> {
  if (release === null) return 'forgotten';
  if (!finishBrings(release, apps)) return 'notMeant';
  return (await orGone(call('getBundle', { path: { id: release.bundle!.id } }))) === null ? 'gone' : null;
}

async function behindOn(keys: readonly string[]): Promise<Shown[]> {
  const found = await behindGroup({ call }, keys);
  return await Promise.all(
    found.map(async (behind): Promise<Shown> => {
      const { release } = behind.others[0]!;
      if (behind.tie || release === null) return { ...behind, release, hindrance: behind.tie ? 'tie' : 'foreign' };
      const view = await orGone(call('getRelease', { path: { id: release } }));
      return { ...behind, release, hindrance: await hindranceOf(view, behind.apps) };
    }),
  );
}

/** The targets of a host that run something else than their groups, and the button that brings them there, or why there is none. */
export function HostBehind({
  apps,
  isNew,
}: {
  apps: readonly string[];
  /** The host came back just now. */ isNew: boolean;
}) {
  const found = useLoad(() => behindOn(apps), [apps.join()]);
  const first = useRef<HTMLElement>(null);
  // The button that brought it back is far below.
  useEffect(() => {
    if (isNew) first.current?.focus();
  }, [found.value]);
  const [finishing, setFinishing] = useState<string | null>(null);
  if (found.trouble) return <CallError trouble={found.trouble} again={found.again} />;
  return (
    <>
      {found.value?.map(({ group, apps: names, others, release, hindrance }, index) => (
        <section
          key={group}
          ref={index === 0 ? first : null}
          tabIndex={-1}
          class="behind"
          aria-label={t('behind.title')}
        >
          <p>
            {t('behind.what', {
              names: nameList(names),
              group,
              runs: nameList(
                others.map((share) =>
                  t('attention.runs', { version: shareName(share) ?? t('targets.notByUs'), n: share.n }),
                ),
              ),
            })}
          </p>
          {hindrance === null ? (
            <button type="button" class="primary" onClick={() => setFinishing(release)}>
              {t('behind.bring')}
            </button>
          ) : (
            <p>
              {t(`behind.${hindrance}`, { id: release === null ? '' : shortId(release) })}{' '}
              <a href={linkTo('releases', 'new', { apps: names.join(' ') })}>{t('start.title')}</a>
            </p>
          )}
        </section>
      ))}
      {finishing !== null && <HealDialog healing="finish" id={finishing} close={() => setFinishing(null)} />}
    </>
  );
}
