import { useState } from 'preact/hooks';
import type { TextsView } from '#api';
import { awaitTexts } from '#api/client';
import { call } from '../api/client.js';
import { asRefused, type Refused } from '../api/refused.js';
import { t } from '../language/index.js';
import { TextPatch } from '../newRelease/TextPatch.js';
import { CallError } from '../parts/errors.js';
import { LoadingLines } from '../parts/LoadingLines.js';

type Asked = { state: 'no' | 'asking' } | { state: 'found'; texts: TextsView } | { state: 'refused'; trouble: Refused };

/** The differences of the configurations as text; a worker reads them when somebody asks. */
export function ComparedTexts({ from, to }: { from: string; to: string }) {
  const [asked, setAsked] = useState<Asked>({ state: 'no' });
  const read = async (): Promise<void> => {
    setAsked({ state: 'asking' });
    try {
      const first = await call('compareTexts', { body: { from, to } });
      setAsked({ state: 'found', texts: await awaitTexts({ call }, first, new AbortController().signal) });
    } catch (thrown) {
      setAsked({ state: 'refused', trouble: asRefused(thrown) });
    }
  };
  return (
    <section aria-label={t('compare.config')} aria-busy={asked.state === 'asking'}>
      <h2>{t('compare.config')}</h2>
      {asked.state === 'no' && (
        <p>
          <button type="button" onClick={() => void read()}>
            {t('compare.read')}
          </button>{' '}
          <span class="muted">{t('compare.masked')}</span>
        </p>
      )}
      {asked.state === 'asking' && <LoadingLines lines={4} />}
      {asked.state === 'refused' && <CallError trouble={asked.trouble} again={() => void read()} />}
      {asked.state === 'found' && <Patches texts={asked.texts} />}
    </section>
  );
}

function Patches({ texts: { apps } }: { texts: TextsView }) {
  if (apps.length === 0) return <p class="muted">{t('compare.sameConfig')}</p>;
  return (
    <>
      {apps.map(({ app, files, more }) => (
        <details key={app} open={apps.length === 1}>
          <summary>
            <b>{app}</b> <span class="muted">{t('compare.filesDiffer', { n: files.length + more })}</span>
          </summary>
          {files.map(({ path, patch, why }) =>
            patch === null ? (
              <p key={path}>
                <code>{path}</code> <span class="muted">{t(`compare.why.${why ?? 'large'}`)}</span>
              </p>
            ) : (
              <TextPatch key={path} path={path} text={patch} />
            ),
          )}
          {more > 0 && <p class="muted">{t('compare.moreFiles', { n: more })}</p>}
        </details>
      ))}
    </>
  );
}
