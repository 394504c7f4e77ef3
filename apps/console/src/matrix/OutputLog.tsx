import { useEffect, useRef, useState } from 'preact/hooks';
import type { LogLine, ReleaseView } from '#api';
import { gateway, seen } from '../api/client.js';
import { follow } from '../api/follow.js';
import { asRefused, type Refused } from '../api/refused.js';
import { t } from '../language/index.js';
import { CallError } from '../parts/errors.js';

const most = 2000;

/** The output of a host and of rexflow about it, followed while the release runs. */
export function OutputLog({
  release,
  app,
  step,
}: {
  release: Pick<ReleaseView, 'id' | 'state'>;
  app: string;
  step: string | null;
}) {
  const [lines, setLines] = useState<readonly LogLine[] | null>(null);
  const [trouble, setTrouble] = useState<Refused | null>(null);
  const end = useRef<HTMLDivElement>(null);
  const { id } = release;
  useEffect(() => {
    const ending = new AbortController();
    const { signal } = ending;
    const source = { path: { id }, query: { app }, signal };
    const take = (items: LogLine[]): void => setLines((before) => [...(before ?? []), ...items].slice(-most));
    const run = async (): Promise<void> => {
      let after = 0;
      for await (const items of gateway.recorded('readLogs', source)) {
        take(items);
        after = items.at(-1)!.id;
      }
      take([]);
      if (release.state !== 'settled') follow('readLogs', { ...source, after }, { take, stands: () => undefined });
    };
    run().catch((thrown: unknown) => {
      if (!signal.aborted) setTrouble(asRefused(seen(thrown)));
    });
    return () => ending.abort();
  }, [id, app]);
  const shown = (lines ?? []).filter((line) => step === null || line.step === step);
  useEffect(() => {
    const box = end.current;
    if (box) box.scrollTop = box.scrollHeight;
  }, [shown.length]);
  return (
    <section class="log-section">
      <h3>{t('log.title')}</h3>
      {trouble && (trouble.unknown ? <p class="muted">{t('log.notServed')}</p> : <CallError trouble={trouble} />)}
      {lines !== null && shown.length === 0 && <p class="muted">{t('log.none')}</p>}
      {shown.length > 0 && (
        <div class="log" lang="en" ref={end} tabIndex={0} role="log" aria-label={t('log.title')}>
          {shown.map((line) => (
            <p key={line.id} class={line.stream}>
              <span class="log-time">{line.at.slice(11, 19)}</span> {line.text}
            </p>
          ))}
        </div>
      )}
    </section>
  );
}
