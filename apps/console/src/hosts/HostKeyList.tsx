import { useState } from 'preact/hooks';
import type { HostKeysView } from '#api';
import { errorWords } from '../language/errorWords.js';
import { t } from '../language/index.js';
import { Age } from '../parts/Age.js';
import { State } from '../states/State.js';
import { Command } from './Command.js';
import { keyStateNames } from './hostStates.js';

interface Row {
  type: string;
  fingerprint: string;
  known: HostKeysView['known'][number] | null;
  isShown: boolean;
}

function rowsOf({ known, shown }: HostKeysView): Row[] {
  const shownNow = (fingerprint: string): boolean => shown.some((key) => key.fingerprint === fingerprint);
  return [
    ...known.map((key) => ({
      type: key.type,
      fingerprint: key.fingerprint,
      known: key,
      isShown: shownNow(key.fingerprint),
    })),
    ...shown
      .filter(({ fingerprint }) => known.every((key) => key.fingerprint !== fingerprint))
      .map(({ type, fingerprint }) => ({ type, fingerprint, known: null, isShown: true })),
  ];
}

const sourceText = (known: Row['known']): string => (known === null ? t('hostKey.new') : t(`hostKey.${known.source}`));

/** The keys of a host: what is known, what it shows, and the approval of one by its fingerprint. */
export function HostKeyList({
  keys,
  busy,
  scan,
  approve,
}: {
  keys: HostKeysView;
  busy: boolean;
  scan: () => void;
  approve: (fingerprint: string, replace: boolean) => void;
}) {
  const [chosen, choose] = useState<string | null>(null);
  const rows = rowsOf(keys);
  const stale = rows.some(({ known, isShown }) => known !== null && !isShown);
  return (
    <section class="card-box host-card" aria-labelledby="host-keys">
      <div class="bar">
        <h2 id="host-keys">
          {t('host.keys')} <State of={keyStateNames[keys.state]} text={t(`hostKey.is.${keys.state}`)} />{' '}
          {keys.scannedAt !== null && (
            <span class="muted">
              <Age at={keys.scannedAt} />
            </span>
          )}
        </h2>
        <button type="button" disabled={busy} onClick={scan}>
          {busy ? t('host.scanning') : t('host.scan')}
        </button>
      </div>
      {keys.trouble !== null && (
        <p class="bad-text" lang={errorWords(keys.trouble).lang}>
          {errorWords(keys.trouble).message}
        </p>
      )}
      <p class="muted">
        {t('hostKey.compare')} <Command>ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub</Command>
      </p>
      {rows.length > 0 && (
        <table class="list">
          <thead>
            <tr>
              <th scope="col">{t('hostKey.fingerprint')}</th>
              <th scope="col">{t('hostKey.known')}</th>
              <th scope="col">{t('hostKey.shown')}</th>
              <th scope="col">
                <span class="unseen">{t('hostKey.approve')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ type, fingerprint, known, isShown }) => (
              <tr key={fingerprint}>
                <th scope="row" class="mono break">
                  {type} {fingerprint}
                </th>
                <td>
                  {sourceText(known)} {known?.by} {known !== null && known.at !== null && <Age at={known.at} />}
                </td>
                <td>{isShown ? t('hostKey.yes') : t('hostKey.no')}</td>
                <td>
                  {isShown && known?.source !== 'approved' && (
                    <button type="button" class="small" disabled={busy} onClick={() => choose(fingerprint)}>
                      {t('hostKey.approve')}
                    </button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {chosen !== null && (
        <div class="warning" role="group" aria-label={t('hostKey.approve')}>
          <p>
            {t(stale ? 'hostKey.askReplace' : 'hostKey.ask')} <code class="break">{chosen}</code>
          </p>
          <button
            type="button"
            class="primary"
            disabled={busy}
            onClick={() => {
              approve(chosen, stale);
              choose(null);
            }}
          >
            {t(stale ? 'hostKey.replace' : 'hostKey.approveIt')}
          </button>{' '}
          <button type="button" onClick={() => choose(null)}>
            {t('hostKey.leave')}
          </button>
        </div>
      )}
    </section>
  );
}
