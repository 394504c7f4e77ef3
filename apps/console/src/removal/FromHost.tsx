import type { AppPlace, RemovalAppFindings } from '#contract';
import { t } from '../language/index.js';

const placeWords = { directory: 'removal.directory', link: 'removal.link', relink: 'removal.relink' } as const;

function Places({ places }: { places: readonly AppPlace[] }) {
  return (
    <ul>
      {places.map(({ kind, path }) => (
        <li key={path}>
          {t(placeWords[kind])} <code>{path}</code>
        </li>
      ))}
    </ul>
  );
}

/** What would be taken away from the host of an app, and what would stay there. */
export function FromHost({ found: { goes, stays, state, stops, processes } }: { found: RemovalAppFindings }) {
  if (goes.length === 0 && state === null) return <p>{t('removal.nothing')}</p>;
  return (
    <div class="scroll removal" tabIndex={0} role="group" aria-label={t('removal.goes')}>
      <p>{t('removal.goes')}</p>
      {stops && <p class="warning">{t('removal.stops', { n: processes })}</p>}
      <Places places={goes} />
      {state !== null && (
        <p>
          {t('removal.state')} <code>{state}</code>
        </p>
      )}
      {stays.length > 0 && (
        <>
          <p>{t('removal.stays')}</p>
          <Places places={stays} />
        </>
      )}
    </div>
  );
}
